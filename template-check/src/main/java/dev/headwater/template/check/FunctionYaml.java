package dev.headwater.template.check;

import dev.headwater.service.facts.RouteFacts;
import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes functions as a template has them, in the manner of those that it has already. */
final class FunctionYaml {
  private static final List<String> OF_SIBLINGS = List.of("Runtime", "Architectures", "CodeUri");
  private static final String LOG_RIGHTS = "logs:";

  private final Resources resources;
  private final Template template;
  private final @Nullable String definition;

  FunctionYaml(Resources resources, @Nullable String definition) {
    this.resources = resources;
    this.template = resources.wiring().template();
    this.definition = definition;
  }

  /** The function with what belongs to it alone: its role, its routes or its event source. */
  String function(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    lines.add(need.usualId() + ":");
    lines.add("  Type: AWS::Serverless::Function");
    lines.add("  Properties:");
    if (need.kind() == FunctionKind.OPERATIONS) {
      lines.add("    FunctionName: " + YamlText.value(FunctionRules.OPERATIONS_NAME));
    }
    lines.add("    Handler: " + need.kind().handler());
    OF_SIBLINGS.forEach(property -> ofSiblings(property, lines));
    boolean ownRole = need.kind() != FunctionKind.COMMAND && need.kind() != FunctionKind.QUERY;
    if (ownRole) {
      lines.add("    Role: !GetAtt " + roleId(need) + ".Arn");
    }
    timeout(need.kind()).map(line -> "    " + line).forEach(lines::add);
    lines.add("    Environment:");
    lines.add("      Variables:");
    variables(need).forEach(line -> lines.add("        " + line));
    if (!ownRole) {
      lines.add("    Policies:");
      lines.add(PolicyYaml.ofFunction(statements(need, false)).indent(6).stripTrailing());
    }
    String events = events(need);
    if (!events.isEmpty()) {
      lines.add("    Events:");
      lines.add(events.indent(6).stripTrailing());
    }
    if (ownRole && !resources.wiring().has(roleId(need))) {
      lines.add(role(roleId(need), need));
    }
    return String.join("\n", lines);
  }

  private static Stream<String> timeout(FunctionKind kind) {
    return switch (kind) {
      case COMMAND, QUERY -> Stream.of("Timeout: 29");
      case RELAY -> Stream.of("Timeout: 60");
      case PROJECTOR -> Stream.of("Timeout: 30");
      case OPERATIONS -> Stream.of("Timeout: 900", "MemorySize: 1769");
    };
  }

  /** A property that Globals do not set, as another function has it. */
  private void ofSiblings(String property, List<String> lines) {
    if (template.root().at("Globals", "Function", property).isPresent()) {
      return;
    }
    resources
        .wiring()
        .readyMade()
        .map(function -> function.resource().properties().at(property).texts())
        .filter(texts -> !texts.isEmpty())
        .findFirst()
        .ifPresent(
            texts ->
                lines.add(
                    "    "
                        + property
                        + ": "
                        + (property.equals("Architectures")
                            ? "[" + String.join(", ", texts) + "]"
                            : YamlText.value(texts.getFirst()))));
  }

  private List<String> variables(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    boolean global =
        template
            .root()
            .at("Globals", "Function", "Environment", "Variables", FunctionRules.DEFINITION)
            .isPresent();
    if (!global && definition != null) {
      lines.add(FunctionRules.DEFINITION + ": " + YamlText.value(definition));
    }
    Map<String, String> variables = need.variables();
    variables.forEach((name, text) -> lines.add(name + ": " + variable(name, text)));
    return lines;
  }

  /** The value of a variable, which may be a choice between tables. */
  String variable(String name, String text) {
    return name.equals(Resources.COMMAND_TABLE) ? resources.events().yaml() : YamlText.value(text);
  }

  /** The statements for all that a function needs. */
  private String statements(FunctionNeed need, boolean byEventSource) {
    List<Right> rights = new ArrayList<>(need.rights());
    if (byEventSource) {
      rights.addAll(need.byEventSource());
      rights.addAll(ofLog());
    }
    return PolicyYaml.statements(rights.stream().filter(Right::must).toList());
  }

  /** To write the log that Globals name; with another one, a policy of AWS is needed. */
  List<Right> ofLog() {
    String group = template.root().at("Globals", "Function", "LoggingConfig", "LogGroup").text();
    return group.matches("\\$\\{[A-Za-z0-9]+}")
        ? Right.on(
                group.replace("}", ".Arn}"),
                LOG_RIGHTS + "CreateLogStream",
                LOG_RIGHTS + "PutLogEvents")
            .toList()
        : List.of();
  }

  static String roleId(FunctionNeed need) {
    return need.usualId().replaceFirst("Function$", "") + "Role";
  }

  String role(String id, FunctionNeed need) {
    String role = PolicyYaml.role(id, statements(need, true));
    return ofLog().isEmpty()
        ? role.replace(
            "    Policies:",
            "    ManagedPolicyArns:\n"
                + "      - !Sub \"arn:${AWS::Partition}:iam::aws:policy/service-role/"
                + "AWSLambdaBasicExecutionRole\"\n    Policies:")
        : role;
  }

  private String events(FunctionNeed need) {
    Projected projected = need.projected();
    return switch (need.kind()) {
      case COMMAND, QUERY ->
          need.routes().stream()
              .map(route -> eventName(route) + ":\n" + route(route))
              .collect(Collectors.joining("\n"));
      case RELAY -> "Commits:\n" + stream();
      case PROJECTOR -> projected == null ? "" : "Events:\n" + queue(projected);
      case OPERATIONS -> "";
    };
  }

  /** An event of a function, without its name. */
  String stream() {
    return """
      Type: DynamoDB
      Properties:
        Stream: %s
        StartingPosition: TRIM_HORIZON
        BatchSize: 100
        BisectBatchOnFunctionError: true
        FunctionResponseTypes: [ReportBatchItemFailures]
        FilterCriteria:
          Filters:
            - Pattern: '%s'\
    """
        .formatted(resources.eventsTables().streamYaml(), SourceRules.COMMITS_ONLY);
  }

  String queue(Projected projected) {
    return """
      Type: SQS
      Properties:
        Queue: %s
        BatchSize: 10
        FunctionResponseTypes: [ReportBatchItemFailures]\
    """
        .formatted(YamlText.value(resources.queue(projected).arn()));
  }

  String route(RouteFacts route) {
    List<Resource> apis = template.ofType("AWS::Serverless::HttpApi");
    String api = apis.isEmpty() ? "" : "ApiId: !Ref " + apis.getFirst().id() + ", ";
    String path =
        route.path().contains("{") ? YamlText.quoted(route.path()) : YamlText.value(route.path());
    String open = route.open() ? ", Auth: { Authorizer: NONE }" : "";
    return """
      Type: HttpApi
      Properties: { %sMethod: %s, Path: %s%s }\
    """
        .formatted(api, route.method(), path, open);
  }

  /** Such as {@code PostOrdersIdLines}. */
  static String eventName(RouteFacts route) {
    String words = route.method().toLowerCase(Locale.ROOT) + route.path();
    return Stream.of(words.split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
