package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order in which CloudFormation creates and updates resources: one comes after those that it
 * refers to, and after those that they refer to.
 */
class DeploymentOrderTest {
  private static final String RULE = "AWS::Events::Rule";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)");

  /** What SAM adds to the name of a function to name its alias. */
  private static final String ALIAS = "Aliaslive";

  private static List<String> ofType(Template template, String type) {
    List<String> found = template.ofType(type).stream().map(Resource::id).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  /** A new type of event must not reach code that does not know it. */
  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void commands_come_after_the_aliases_of_all_that_read_events(Template template) {
    TemplateNode resources = template.root().at("Resources");
    List<String> readers =
        ofType(template, "AWS::Serverless::Function").stream()
            .filter(id -> id.endsWith("ProjectorFunction") || id.equals("QueryFunction"))
            .map(id -> id + ALIAS)
            .toList();

    assertThat(readers).hasSizeGreaterThan(1);
    assertThat(before(resources, "CommandFunction")).containsAll(readers);
  }

  /** The bus drops what no rule matches, and cannot deliver to a queue that refuses it. */
  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void the_relay_comes_after_the_rules_and_a_rule_after_its_queues_accept_events(
      Template template) {
    TemplateNode resources = template.root().at("Resources");
    List<String> rules = ofType(template, RULE);

    assertThat(before(resources, "RelayFunction")).containsAll(rules);
    assertThat(rules)
        .allSatisfy(
            rule -> {
              List<String> accepting =
                  ofType(template, "AWS::SQS::QueuePolicy").stream()
                      .filter(policy -> before(resources, rule).contains(policy))
                      .flatMap(
                          policy -> resources.at(policy, "Properties", "Queues").texts().stream())
                      .toList();
              TemplateNode target = resources.at(rule, "Properties", "Targets");
              assertThat(target.all().flatMap(DeploymentOrderTest::references))
                  .isNotEmpty()
                  .allSatisfy(queue -> assertThat(accepting).contains("${" + queue + "}"));
            });
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void nothing_comes_after_itself(Template template) {
    TemplateNode resources = template.root().at("Resources");

    assertThat(resources.members().keySet())
        .allSatisfy(id -> assertThat(before(resources, id)).doesNotContain(id));
  }

  /** By their names: a reference would be a circle, since each alarm watches functions. */
  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void a_gradual_deployment_looks_at_alarms_that_there_are(Template template) {
    TemplateNode preference = template.root().at("Globals", "Function", "DeploymentPreference");
    List<String> names =
        template.ofType("AWS::CloudWatch::Alarm").stream()
            .map(alarm -> alarm.properties().at("AlarmName").text())
            .filter(name -> !name.isEmpty())
            .toList();

    assertThat(preference.at("Alarms").texts())
        .hasSize(4)
        .isSubsetOf(names)
        .allSatisfy(name -> assertThat(name).startsWith("${AWS::StackName}-"));
  }

  private static Set<String> before(TemplateNode resources, String id) {
    Set<String> before = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      TemplateNode resource = resources.at(open.remove());
      Stream.concat(
              resource.all().flatMap(DeploymentOrderTest::references),
              resource.at("DependsOn").texts().stream())
          .filter(name -> resources.at(function(name)).isPresent())
          .filter(before::add)
          .map(DeploymentOrderTest::function)
          .forEach(open::add);
    }
    return before;
  }

  private static String function(String name) {
    return name.endsWith(ALIAS) ? name.substring(0, name.length() - ALIAS.length()) : name;
  }

  private static Stream<String> references(TemplateNode part) {
    return REFERENCE.matcher(part.text()).results().map(found -> found.group(1));
  }
}
