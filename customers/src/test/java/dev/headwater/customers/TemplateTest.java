package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.testkit.ServiceTemplate;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Pattern IN_TEXT = Pattern.compile("\\$\\{(\\w+)}");

  /** Of every stream of DynamoDB. */
  private static final Duration STREAM_RETENTION = Duration.ofHours(24);

  private static final Path FILE = Path.of("template.yaml");

  private final TemplateNode template = Template.read(FILE).root();

  @Test
  void has_all_that_the_service_needs_and_no_other_permission() {
    ServiceTemplate.check(FILE, new Customers());
  }

  /** SAM does not do so by itself: the alias would go on with the old environment. */
  @Test
  void another_value_of_a_parameter_publishes_another_version_of_each_function_that_has_it() {
    Map<String, TemplateNode> functions = functions();

    assertThat(functions)
        .isNotEmpty()
        .allSatisfy(
            (name, function) -> {
              Set<String> given = new HashSet<>(parameters(function.at("Environment")));
              given.addAll(parameters(function.at("VpcConfig")));
              if (given.contains("SearchSubnetIds")) {
                given.add("SearchKmsKeyId"); // another one replaces the domain
              }
              Set<String> told = parameters(function.at("VersionDescription"));
              assertThat(told).isSubsetOf(given);
              given.removeAll(told);
              assertThat(given).isSubsetOf("SearchEnabled"); // the same as that there are subnets
            });
    assertThat(
            parameters(
                template.at("Resources", "QueryFunction", "Properties", "VersionDescription")))
        .containsExactlyInAnyOrder(
            "ListShards",
            "SearchEnabled",
            "EventsTableName",
            "SearchSubnetIds",
            "SearchSecurityGroupId",
            "SearchKmsKeyId");
  }

  /** Otherwise, a deployment that changes EventSourceName drops events between its two steps. */
  @Test
  void rules_select_events_whatever_their_source() {
    assertThat(template.at("Resources").members().values())
        .filteredOn(resource -> resource.at("Type").text().equals("AWS::Events::Rule"))
        .hasSize(3)
        .allSatisfy(
            rule ->
                assertThat(rule.at("Properties", "EventPattern").members())
                    .containsOnlyKeys("detail"));
  }

  @Test
  void commands_can_delete_claims_and_nothing_else() {
    assertThat(template.at("Resources", "CommandRole", "Properties", "Policies").all())
        .filteredOn(
            part ->
                part.at("Action").elements().stream()
                    .anyMatch(action -> action.text().equals("dynamodb:DeleteItem")))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(statement.at("Resource").text()).isEqualTo("${ClaimsTable.Arn}"));
  }

  @Test
  void operations_can_write_events_only_while_imports_are_enabled() {
    TemplateNode policies = template.at("Resources", "OperationsRole", "Properties", "Policies");
    List<TemplateNode> conditional =
        policies
            .all()
            .filter(
                part ->
                    part.function().equals("If")
                        && part.items().getFirst().value().equals("WithImport"))
            .toList();

    assertThat(policies.all().filter(TemplateTest::writesEvents))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(conditional)
                    .singleElement()
                    .satisfies(part -> assertThat(part.items().get(1)).isEqualTo(statement)));
    assertThat(template.at("Conditions", "WithImport").items())
        .extracting(TemplateNode::text)
        .containsExactly("${ImportEnabled}", "true");
    assertThat(template.at("Parameters", "ImportEnabled", "Default").text()).isEqualTo("false");
  }

  private static boolean writesEvents(TemplateNode statement) {
    return statement.function().isEmpty()
        && statement.at("Resource").elements().stream()
            .anyMatch(resource -> resource.text().equals("${EventsTable.Arn}"))
        && statement.at("Action").elements().stream()
            .anyMatch(
                action -> action.text().matches("dynamodb:(Put|Update|Delete|Batch.*Write).*"));
  }

  @Test
  void the_relay_sees_every_change_of_a_commit_and_none_of_a_claim() {
    assertThat(
            template
                .at(
                    "Resources",
                    "RelayFunction",
                    "Properties",
                    "Events",
                    "Commits",
                    "Properties",
                    "FilterCriteria",
                    "Filters")
                .elements())
        .extracting(filter -> filter.at("Pattern").text())
        .containsExactly(
            "{\"dynamodb\": {\"Keys\": {\"SK\": {\"S\": [{\"prefix\":" + " \"EVENT#\"}]}}}}");
  }

  /** What is given up must still be in the stream, to be looked at and to be read by its place. */
  @Test
  void the_relay_gives_a_record_up_long_before_the_stream_forgets_it() {
    TemplateNode mapping =
        template.at("Resources", "RelayFunction", "Properties", "Events", "Commits", "Properties");

    assertThat(mapping.at("MaximumRetryAttempts").text()).isEqualTo("-1");
    assertThat(Duration.ofSeconds(Long.parseLong(mapping.at("MaximumRecordAgeInSeconds").text())))
        .isBetween(Duration.ofHours(1), STREAM_RETENTION.minusHours(6));
    assertThat(mapping.at("DestinationConfig", "OnFailure", "Type").text()).isEqualTo("SQS");
  }

  private Map<String, TemplateNode> functions() {
    return template.at("Resources").members().entrySet().stream()
        .filter(
            resource -> resource.getValue().at("Type").text().equals("AWS::Serverless::Function"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, resource -> resource.getValue().at("Properties")));
  }

  /** All that a part depends on, by way of conditions, too. */
  private Set<String> parameters(TemplateNode part) {
    return part.all()
        .flatMap(this::mentioned)
        .filter(template.at("Parameters").members()::containsKey)
        .collect(Collectors.toSet());
  }

  private Stream<String> mentioned(TemplateNode part) {
    return part.function().equals("If")
        ? parameters(template.at("Conditions", part.items().getFirst().value())).stream()
        : IN_TEXT.matcher(part.text()).results().map(TemplateTest::name);
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }
}
