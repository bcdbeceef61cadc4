package dev.headwater.template.check;

import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.Wiring.Value;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import java.util.stream.Stream;

/** That the bus routes an aggregate's events, and no others, to the queue of each projection. */
final class RoutingRules {
  private static final String RULE = "AWS::Events::Rule";

  private final Resources resources;
  private final Template template;
  private final Findings findings;
  private final TypeRules types;

  RoutingRules(Resources resources, Findings findings, TypeRules types) {
    this.types = types;
    this.resources = resources;
    this.template = resources.wiring().template();
    this.findings = findings;
  }

  void checkBus() {
    String id = resources.bus().id();
    if (id == null) {
      findings.notLookedAt("the bus, which is not in the template: " + resources.bus().text());
    } else if (!resources.wiring().has(id)) {
      findings.missing(
          "There is no bus " + id,
          List.of("Resources"),
          id
              + ":\n  Type: AWS::Events::EventBus\n  Properties:\n    Name: "
              + "!Sub \"${AWS::StackName}-bus\"");
    }
  }

  void check(Projected projected) {
    Value queue = resources.queue(projected);
    if (queue.id() == null) {
      findings.notLookedAt("the rule for a queue that is not in the template: " + queue.text());
      return;
    }
    String usual = Wiring.prefix(projected.name()) + "Rule";
    Resource taken = template.resources().get(usual);
    if (taken != null && !types.is(taken, RULE, "the events of " + projected.name())) {
      return;
    }
    List<Resource> rules =
        template.ofType(RULE).stream().filter(rule -> isFor(rule, queue, usual)).toList();
    if (rules.isEmpty()) {
      Resource missing = new Resource(usual, RULE, template.root().at(""));
      findings.missing(
          "No rule routes events to " + queue.id(),
          List.of("Resources"),
          rule(missing, projected, queue));
      checkPolicy(missing, projected, queue);
    }
    for (Resource rule : rules) {
      checkRule(rule, projected, queue);
      checkPolicy(rule, projected, queue);
    }
  }

  private static boolean isFor(Resource rule, Value queue, String usual) {
    return rule.id().equals(usual) || targets(rule).anyMatch(queue.arn()::equals);
  }

  private static Stream<String> targets(Resource rule) {
    return rule.properties().at("Targets").elements().stream()
        .map(target -> target.at("Arn").text());
  }

  private void checkRule(Resource rule, Projected projected, Value queue) {
    TemplateNode properties = rule.properties();
    if (targets(rule).noneMatch(queue.arn()::equals)) {
      findings.missing(
          rule.id() + " does not have " + queue.id() + " as a target",
          Findings.path(rule.id(), "Properties", "Targets"),
          "- Id: " + projected.name() + "\n  Arn: " + YamlText.value(queue.arn()));
    }
    List<String> path = Findings.path(rule.id(), "Properties");
    require(
        rule.id() + " must be on the bus that the relay publishes to",
        path,
        properties.at("EventBusName"),
        List.of(resources.bus().text()),
        "EventBusName: " + YamlText.value(resources.bus().text()));
    checkSource(rule, properties.at("EventPattern", "source"));
    String category = projected.view().aggregate();
    require(
        rule.id()
            + " must select the events of the category "
            + category
            + " and no other: "
            + projected.name()
            + " would park those",
        Findings.path(rule.id(), "Properties", "EventPattern", "detail"),
        properties.at("EventPattern", "detail", "category"),
        List.of(category),
        "category: [" + category + ", { exists: false }]");
    TemplateNode state = properties.at("State");
    if (state.text().equals("DISABLED")) {
      findings.wrong(rule.id() + " is switched off", path, state, "State: ENABLED");
    }
  }

  /**
   * A bus of the service's own needs no selection by source; one that knows several, or a prefix,
   * may select by it. On a bus from elsewhere, the source keeps the events of others apart.
   */
  private void checkSource(Resource rule, TemplateNode source) {
    if (!isBusDeclared()) {
      require(
          rule.id() + " must select the events of the source that the relay publishes with",
          Findings.path(rule.id(), "Properties", "EventPattern"),
          source,
          List.of(resources.source().text()),
          "source: [" + YamlText.value(resources.source().text()) + ']');
    } else if (source.elements().size() == 1 && !source.texts().contains("")) {
      findings.superfluous(
          rule.id()
              + " selects events by their source: while a deployment changes it, the bus would drop"
              + " events, so leave source out",
          source);
    }
  }

  /** Exactly these texts, apart from elements that are mappings. */
  private void require(
      String sentence, List<String> path, TemplateNode given, List<String> wanted, String yaml) {
    List<String> texts = given.texts().stream().filter(text -> !text.isEmpty()).toList();
    if (!given.isPresent()) {
      findings.missing(sentence, path, yaml);
    } else if (!resolved(texts).equals(resolved(wanted))) {
      findings.wrong(sentence, path, given, yaml);
    }
  }

  private List<String> resolved(List<String> texts) {
    return texts.stream().map(template::resolved).toList();
  }

  private void checkPolicy(Resource rule, Projected projected, Value queue) {
    if (allowing(rule, queue).isEmpty()) {
      findings.missing(
          "No queue policy lets " + rule.id() + " send events to " + queue.id(),
          List.of("Resources"),
          policy(rule, projected, queue));
    }
  }

  /** The policies that let a rule send to a queue. */
  private List<Resource> allowing(Resource rule, Value queue) {
    return template.ofType("AWS::SQS::QueuePolicy").stream()
        .filter(policy -> isOf(policy, queue))
        .filter(
            policy ->
                policy.properties().at("PolicyDocument", "Statement").elements().stream()
                    .anyMatch(statement -> lets(statement, rule, queue)))
        .toList();
  }

  /** What makes a rule wait for its queue's policy, unless that waits for the rule. */
  private String dependsOn(Resource rule, Projected projected, Value queue) {
    List<Resource> policies = allowing(rule, queue);
    if (policies.isEmpty()) {
      return isBusDeclared() ? "\n  DependsOn: " + freePolicyId(projected) : "";
    }
    return policies.stream()
        .filter(
            policy -> policy.properties().all().noneMatch(part -> part.text().equals(arn(rule))))
        .map(policy -> "\n  DependsOn: " + policy.id())
        .findFirst()
        .orElse("");
  }

  private static String arn(Resource rule) {
    return "${" + rule.id() + ".Arn}";
  }

  private boolean isBusDeclared() {
    return resources.bus().id() != null;
  }

  private String freePolicyId(Projected projected) {
    String usual = Wiring.prefix(projected.name()) + "QueuePolicy";
    String id = usual;
    for (int number = 2; resources.wiring().has(id); number++) {
      id = usual + number;
    }
    return id;
  }

  private static boolean isOf(Resource policy, Value queue) {
    return policy.properties().at("Queues").texts().contains("${" + queue.id() + "}");
  }

  private boolean lets(TemplateNode statement, Resource rule, Value queue) {
    List<String> services = statement.at("Principal", "Service").texts();
    List<String> sources =
        statement.at("Condition").members().values().stream()
            .flatMap(condition -> condition.at("aws:SourceArn").texts().stream())
            .toList();
    return statement.at("Effect").text().equals("Allow")
        && services.contains("events.amazonaws.com")
        && statement.at("Action").texts().stream()
            .anyMatch(action -> action.matches("(?i)sqs:(SendMessage|\\*)"))
        && statement.at("Resource").texts().stream()
            .anyMatch(resource -> resource.equals(queue.arn()) || resource.equals("*"))
        && (sources.isEmpty()
            || sources.contains(arn(rule))
            || (isBusDeclared() && patterns(statement).contains(rulesOfBus())));
  }

  /** The sources under a condition that knows wildcards. */
  private static List<String> patterns(TemplateNode statement) {
    return Stream.of("ArnLike", "ArnEquals", "StringLike")
        .flatMap(operator -> statement.at("Condition", operator, "aws:SourceArn").texts().stream())
        .toList();
  }

  /** Needs no rule's ARN, so that the policy can be created before the rule. */
  private String rulesOfBus() {
    return "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${"
        + resources.bus().id()
        + "}/*";
  }

  private String rule(Resource rule, Projected projected, Value queue) {
    return """
    %s:
      Type: AWS::Events::Rule%s
      Properties:
        EventBusName: %s
        EventPattern:%s
          detail:
            category: [%s, { exists: false }]
        Targets:
          - Id: %s
            Arn: %s\
    """
        .formatted(
            rule.id(),
            dependsOn(rule, projected, queue),
            YamlText.value(resources.bus().text()),
            isBusDeclared()
                ? ""
                : "\n      source: [" + YamlText.value(resources.source().text()) + ']',
            projected.view().aggregate(),
            projected.name(),
            YamlText.value(queue.arn()));
  }

  private String policy(Resource rule, Projected projected, Value queue) {
    Value deadLetters = resources.deadLetters(projected);
    List<Value> queues = deadLetters.id() == null ? List.of(queue) : List.of(queue, deadLetters);
    return """
    %s:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues: [%s]
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { Service: events.amazonaws.com }
              Action: sqs:SendMessage
              Resource: %s
              Condition:
                %s:
                  aws:SourceArn: %s\
    """
        .formatted(
            freePolicyId(projected),
            String.join(", ", queues.stream().map(each -> "!Ref " + each.id()).toList()),
            YamlText.list(queues.stream().map(Value::arn).toList()),
            isBusDeclared() ? "ArnLike" : "ArnEquals",
            YamlText.value(isBusDeclared() ? rulesOfBus() : arn(rule)));
  }
}
