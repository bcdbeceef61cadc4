package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the roles of functions allow in the template, and what Lambda does in their names. */
final class FunctionRights {
  private static final TemplateNode TEMPLATE = Template.read(Path.of("template.yaml")).root();

  private FunctionRights() {}

  /** The role of each function. */
  static Map<String, String> roles() {
    return TEMPLATE.at("Resources").members().entrySet().stream()
        .filter(each -> each.getValue().at("Type").text().equals("AWS::Serverless::Function"))
        .collect(Collectors.toMap(Map.Entry::getKey, each -> role(each.getKey())));
  }

  private static String role(String function) {
    return TEMPLATE
        .at("Resources", function, "Properties", "Role")
        .text()
        .replaceFirst("^\\$\\{(\\w+)\\.Arn}$", "$1");
  }

  /**
   * A function's role allows what it used, and nothing more.
   *
   * @param byLambda used by Lambda for its event source
   */
  static void assertRights(String function, Set<Right> used, List<Right> byLambda) {
    Set<Right> needed = new HashSet<>(used);
    needed.addAll(byLambda);
    needed.addAll(ofLog(function));
    needed.addAll(ofNetwork(function));
    TemplateNode role = TEMPLATE.at("Resources", role(function), "Properties");
    List<TemplateNode> statements = new ArrayList<>(statements(role.at("Policies")));
    List<TemplateNode> denied =
        statements.stream()
            .filter(statement -> statement.at("Effect").text().equals("Deny"))
            .toList();
    statements.removeAll(denied);
    List<Right> allowed = statements.stream().flatMap(Right::allowedBy).toList();

    assertThat(denied.stream().flatMap(Right::allowedBy).collect(Collectors.toSet()))
        .as("what Lambda may, and the function's code may not")
        .isEqualTo(Set.copyOf(ofNetwork(function)));
    assertThat(denied)
        .allSatisfy(
            statement ->
                assertThat(
                        statement.at("Condition", "ArnEquals", "lambda:SourceFunctionArn").text())
                    .endsWith(
                        ":function:"
                            + TEMPLATE
                                .at("Resources", function, "Properties", "FunctionName")
                                .text()));

    assertThat(role.members().keySet())
        .as("no managed policy and no boundary")
        .containsExactlyInAnyOrder("AssumeRolePolicyDocument", "Policies");
    assertThat(statements)
        .as("statements that this test understands")
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              assertThat(statement.members().keySet())
                  .contains("Effect", "Action", "Resource")
                  .isSubsetOf("Effect", "Action", "Resource", "Condition");
              assertThat(statement.at("Effect").text()).isEqualTo("Allow");
              assertUnderstood(statement.at("Condition"));
            });
    assertThat(used).isNotEmpty();
    assertThat(
            needed.stream().filter(right -> allowed.stream().noneMatch(some -> some.covers(right))))
        .as("missing")
        .isEmpty();
    assertThat(allowed.stream().filter(right -> needed.stream().noneMatch(right::covers)))
        .as("superfluous")
        .isEmpty();
  }

  /** The right to one partition of a table, or none. */
  private static void assertUnderstood(TemplateNode condition) {
    if (condition.isPresent()) {
      assertThat(condition.members()).containsOnlyKeys(Right.EACH_KEY);
      assertThat(condition.at(Right.EACH_KEY).members()).containsOnlyKeys(Right.LEADING_KEYS);
      assertThat(condition.at(Right.EACH_KEY, Right.LEADING_KEYS).texts()).hasSize(1);
    }
  }

  private static List<TemplateNode> statements(TemplateNode policies) {
    return policies.all().filter(part -> part.at("Effect").isPresent()).toList();
  }

  /** Lambda writes a function's log in its name. */
  private static List<Right> ofLog(String function) {
    String group =
        TEMPLATE
            .at("Resources", function, "Properties", "LoggingConfig", "LogGroup")
            .text()
            .replace("}", ".Arn}");
    assertThat(group).endsWith("Log.Arn}");
    return rights(group, "logs:CreateLogStream", "logs:PutLogEvents");
  }

  /** Lambda makes network interfaces in the name of a function in a VPC. */
  private static List<Right> ofNetwork(String function) {
    return TEMPLATE.at("Resources", function, "Properties", "VpcConfig").isPresent()
        ? rights(
            "*",
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses")
        : List.of();
  }

  /** Lambda polls a queue in the name of the function that consumes it. */
  static List<Right> ofQueue(String queue) {
    return rights(
        "${" + queue + ".Arn}",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes");
  }

  /** Lambda reads the stream in the relay's name, and sends to a queue what it gave up on. */
  static List<Right> ofStream() {
    return Stream.of(
            rights(
                "${EventsTable.StreamArn}",
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator"),
            rights("*", "dynamodb:ListStreams"),
            rights("${RelayFailures.Arn}", "sqs:SendMessage"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Right> rights(String resource, String... actions) {
    return Stream.of(actions).map(action -> new Right(action, resource)).toList();
  }
}
