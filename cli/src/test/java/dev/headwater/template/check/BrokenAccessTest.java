package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in who may call what, in the orders' template, and what the check says about them. */
class BrokenAccessTest {
  @ParameterizedTest
  @MethodSource({"http", "permissions"})
  void a_mistake_is_found(String right, String wrong, String sentence, String yaml) {
    CheckReport report = CheckedService.ORDERS.checkReplaced(right, wrong);

    assertThat(report.differences())
        .as(report.text("template.yaml"))
        .extracting(Difference::sentence, Difference::yaml)
        .contains(tuple(sentence, yaml));
  }

  private static final String WRITE_SCOPE =
      "Auth: { AuthorizationScopes: [!If [WithWriteScope, !Ref WriteScope, !Ref AWS::NoValue]] }";

  static Stream<Arguments> http() {
    return Stream.of(
        Arguments.of(
            "Path: \"/orders/{id}/lines\"",
            "Path: \"/orders/{order}/lines\"",
            "CommandFunction lacks the route POST /orders/{id}/lines, which takes AddLine",
            """
                    PostOrdersIdLines:
                      Type: HttpApi
                      Properties: { ApiId: !Ref Api, Method: POST, Path: "/orders/{id}/lines", %s }\
            """
                .formatted(WRITE_SCOPE)),
        Arguments.of(
            "Path: \"/orders/{id}/lines\"",
            "Path: \"/orders/{order}/lines\"",
            "CommandFunction has the route POST /orders/{order}/lines, which the service does not"
                + " describe: remove the event AddLine",
            ""),
        Arguments.of(
            "            Auth: { Authorizer: NONE }\n",
            "",
            "The route GET /health must be open, and is behind the API's authorizer",
            "            Auth: { Authorizer: NONE }"),
        Arguments.of(
            "            " + WRITE_SCOPE + '\n',
            "",
            "The route POST /orders demands no scope, although other routes do",
            "            " + WRITE_SCOPE),
        Arguments.of(
            WRITE_SCOPE,
            "Auth: { Authorizer: Jwt }",
            "The route POST /orders demands no scope, although other routes do",
            "            " + WRITE_SCOPE.replace("{ A", "{ Authorizer: Jwt, A")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorizer: NONE", "Authorizer: AWS_IAM", "AuthorizationScopes: [orders/place]"})
  void who_may_call_a_route_may_differ_from_others(String auth) {
    assertThat(CheckedService.ORDERS.checkReplaced(WRITE_SCOPE, "Auth: { " + auth + " }").fits())
        .isTrue();
  }

  private static final String OF_HEARTBEATS =
      """
                      Condition:
                        ForAllValues:StringEquals:
                          dynamodb:LeadingKeys: ["HEARTBEAT#orders"]
      """;

  static Stream<Arguments> permissions() {
    return Stream.of(
        Arguments.of(
            "                Action: dynamodb:GetItem\n",
            "                Action: dynamodb:DeleteItem\n",
            "QueryFunction lacks the permission dynamodb:GetItem on OrdersTable",
            """
                          - Effect: Allow
                            Action: dynamodb:GetItem
                            Resource: !GetAtt OrdersTable.Arn\
            """),
        Arguments.of(
            "                Action: dynamodb:GetItem\n",
            "                Action: dynamodb:*\n",
            "QueryFunction has the permission dynamodb:* on OrdersTable, but uses no more of it"
                + " than dynamodb:GetItem on OrdersTable: name that instead",
            ""),
        Arguments.of(
            "- dynamodb:PutItem\n",
            "- dynamodb:PutItem\n                  - dynamodb:DeleteItem\n",
            "CommandFunction has the permission dynamodb:DeleteItem on EventsTable, which the"
                + " CommandFunction does not use: remove it",
            ""),
        Arguments.of(
            "                Action: events:PutEvents\n                Resource: !GetAtt Bus.Arn",
            "                Action: events:PutEvents\n                Resource: \"*\"",
            "RelayFunction has the permission events:PutEvents on *, but uses no more of it than"
                + " events:PutEvents on Bus: name that instead",
            ""),
        Arguments.of(
            OF_HEARTBEATS,
            "",
            "CheckFunction has the permission dynamodb:PutItem on EventsTable, but uses no more of"
                + " it than dynamodb:PutItem on EventsTable, in the partition HEARTBEAT#orders"
                + " alone: name that instead",
            ""),
        Arguments.of(
            OF_HEARTBEATS,
            "",
            "CheckFunction lacks the permission dynamodb:PutItem on EventsTable, in the partition"
                + " HEARTBEAT#orders alone",
            """
                          - Effect: Allow
                            Action: dynamodb:PutItem
                            Resource: !GetAtt EventsTable.Arn
            """
                + OF_HEARTBEATS.stripTrailing()));
  }
}
