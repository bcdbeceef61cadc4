package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake in the orders' template, and what the check says about it. */
class BrokenTemplateTest {
  @ParameterizedTest
  @EnumSource
  void a_template_of_this_repository_fits_its_service(CheckedService service) {
    CheckReport report = service.check(service.template());

    assertThat(report.differences()).isEmpty();
    assertThat(report.notLookedAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void it_fits_with_a_restored_events_table_too(CheckedService service) {
    CheckReport report =
        service.check(
            service.template(),
            Map.of("EventsTableName", "restored", "EventsTableStreamLabel", "2026-08-01"));

    assertThat(report.differences()).isEmpty();
    assertThat(report.notLookedAt()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"functions", "stores", "transport", "sources"})
  void a_mistake_is_found(String right, String wrong, String sentence, String yaml) {
    CheckReport report = CheckedService.ORDERS.checkReplaced(right, wrong);

    assertThat(report.differences())
        .as(report.text("template.yaml"))
        .extracting(Difference::sentence, Difference::yaml)
        .contains(tuple(sentence, yaml));
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(
            "functions.RelayFunction",
            "functions.RelyFunction",
            "RelayFunction has the handler dev.headwater.service.functions.RelyFunction, which does"
                + " not exist",
            "      Handler: dev.headwater.service.functions.RelayFunction"),
        Arguments.of(
            "SERVICE_DEFINITION: dev.headwater.orders.Orders",
            "SERVICE_DEFINITION: dev.headwater.Order",
            "QueryFunction's environment variable SERVICE_DEFINITION is dev.headwater.Order, but"
                + " must be dev.headwater.orders.Orders",
            "          SERVICE_DEFINITION: dev.headwater.orders.Orders"),
        Arguments.of(
            "VersionDescription: !Sub \"ListShards ${ListShards}, events ${EventsTableName}\"",
            "VersionDescription: !Sub \"events ${EventsTableName}\"",
            "ViewProjectorFunction's VersionDescription must contain ${ListShards}, since SAM"
                + " publishes no version when only a parameter changes",
            "      VersionDescription: !Sub \"events ${EventsTableName}, ${ListShards}\""),
        Arguments.of(
            "VersionDescription: !Sub \"${ListShards} ${SearchEnabled} ",
            "VersionDescription: !Sub \"${ListShards} ",
            "QueryFunction's VersionDescription must contain ${SearchEnabled}, since SAM publishes"
                + " no version when only a parameter changes",
            "      VersionDescription: !Sub \"${ListShards} ${EventsTableName} ${SearchSubnetIds}"
                + " ${SearchSecurityGroupId} ${SearchKmsKeyId}, ${SearchEnabled}\""),
        Arguments.of(
            "          CLAIMS_TABLE: !Ref ClaimsTable\n",
            "",
            "CommandFunction lacks the environment variable CLAIMS_TABLE",
            "          CLAIMS_TABLE: !Ref ClaimsTable"),
        Arguments.of(
            "PROJECTION: order-view",
            "PROJECTION: orders-view",
            "ViewProjectorFunction has the PROJECTION orders-view, which the service does not have:"
                + " there are order-view, order-search",
            "          PROJECTION: order-view"),
        Arguments.of(
            "${AWS::StackName}-operations",
            "${AWS::StackName}-ops",
            "OperationsFunction must have the name ${AWS::StackName}-operations, by which the"
                + " headwater command finds it",
            "      FunctionName: !Sub \"${AWS::StackName}-operations\""),
        Arguments.of(
            "          OPERATIONS_TABLE: !Ref OperationsTable",
            "          OPERATIONS_TABLE: !Ref OperationsTable\n          LIMIT: 5",
            "CommandFunction lacks the environment variable LIMIT",
            "          LIMIT: \"5\""));
  }

  static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of(
            "StreamViewType: NEW_IMAGE",
            "StreamViewType: KEYS_ONLY",
            "EventsTable needs a stream with new images, which the relay reads",
            "        StreamViewType: NEW_IMAGE"),
        Arguments.of(
            "{ AttributeName: orderId, AttributeType: S }",
            "{ AttributeName: orderId, AttributeType: N }",
            "OrdersTable's key attribute orderId must have the type S, not N",
            "        - { AttributeName: orderId, AttributeType: S }"),
        Arguments.of(
            "        - { AttributeName: orderId, KeyType: HASH }",
            "        - { AttributeName: id, KeyType: HASH }",
            "OrdersTable, which holds views of order-view, must have the keys orderId HASH",
            "      KeySchema:\n        - { AttributeName: orderId, KeyType: HASH }"),
        Arguments.of(
            "IndexName: by-customer",
            "IndexName: by-customers",
            "OrdersTable lacks the index by-customer of the list customer",
            """
                    - IndexName: by-customer
                      KeySchema:
                        - { AttributeName: customerShard, KeyType: HASH }
                        - { AttributeName: customerSort, KeyType: RANGE }
                      Projection: { ProjectionType: ALL }\
            """),
        Arguments.of(
            "Projection: { ProjectionType: ALL }",
            "Projection: { ProjectionType: KEYS_ONLY }",
            "The index by-list of OrdersTable must project all attributes",
            "          Projection: { ProjectionType: ALL }"),
        Arguments.of(
            "AttributeName: expiresAt",
            "AttributeName: expires",
            "OperationsTable must drop old entries by their attribute expiresAt, or it only grows",
            """
                  TimeToLiveSpecification:
                    AttributeName: expiresAt
                    Enabled: true\
            """));
  }

  static Stream<Arguments> transport() {
    return Stream.of(
        Arguments.of(
            "VisibilityTimeout: 180",
            "VisibilityTimeout: 179",
            "OrderViewQueue's visibility timeout is 179 s, but must be at least six times that of"
                + " ViewProjectorFunction with its batching window, or messages come again while it"
                + " still runs",
            "      VisibilityTimeout: 180"),
        Arguments.of(
            "deadLetterTargetArn: !GetAtt OrderViewDeadLetters.Arn",
            "deadLetterTargetArn: !GetAtt OrderSearchDeadLetters.Arn",
            "OrderViewQueue must redrive what is received too often to OrderViewDeadLetters, the"
                + " projector's dead-letter queue",
            """
                  RedrivePolicy:
                    deadLetterTargetArn: !GetAtt OrderViewDeadLetters.Arn
                    maxReceiveCount: 1000\
            """),
        Arguments.of(
            "category: [ORDER, { exists: false }]",
            "category: [ORDER, INVOICE]",
            "OrderViewRule must select the events of the category ORDER and no other: order-view"
                + " would park those",
            "          category: [ORDER, { exists: false }]"),
        Arguments.of(
            "          Arn: !GetAtt OrderViewQueue.Arn",
            "          Arn: !GetAtt OrderSearchQueue.Arn",
            "OrderViewRule does not have OrderViewQueue as a target",
            "        - Id: order-view\n          Arn: !GetAtt OrderViewQueue.Arn"),
        Arguments.of(
            "rule/${Bus}/*\"",
            "rule/default/*\"",
            "No queue policy lets OrderViewRule send events to OrderViewQueue",
            """
              OrderViewQueuePolicy2:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref OrderViewQueue, !Ref OrderViewDeadLetters]
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal: { Service: events.amazonaws.com }
                        Action: sqs:SendMessage
                        Resource: [!GetAtt OrderViewQueue.Arn, !GetAtt OrderViewDeadLetters.Arn]
                        Condition:
                          ArnLike:
                            aws:SourceArn: !Sub "%s"\
            """
                .formatted(
                    "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${Bus}/*")
                .indent(0)
                .stripTrailing()));
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of(
            "            FunctionResponseTypes: [ReportBatchItemFailures]\n"
                + "            FilterCriteria",
            "            FilterCriteria",
            "RelayFunction reports what it could not do, which its event source must ask for",
            "            FunctionResponseTypes: [ReportBatchItemFailures]"),
        Arguments.of(
            "[{\"prefix\": \"EVENT#\"}]",
            "[{\"prefix\": \"EVENTS#\"}]",
            "RelayFunction must get the commits of the stream, and nothing else",
            "            FilterCriteria:\n              Filters:\n                - Pattern: '"
                + SourceRules.COMMITS_ONLY
                + "'"));
  }

  @Test
  void what_it_cannot_judge_it_does_not_call_wrong() {
    CheckReport own =
        CheckedService.ORDERS.checkReplaced(
            "dev.headwater.service.functions.QueryFunction", "com.example.Queries");
    assertThat(own.fits()).isTrue();
    assertThat(own.notLookedAt())
        .containsExactly(
            "whether QueryFunction takes the place of a QueryFunction",
            "QueryFunction, which has a handler of its own: com.example.Queries");

    CheckReport elsewhere =
        CheckedService.ORDERS.checkReplaced(
            "Role: !GetAtt RelayRole.Arn", "Role: !ImportValue TheRoleOfRelays");
    assertThat(elsewhere.fits()).isTrue();
    assertThat(elsewhere.notLookedAt())
        .containsExactly(
            "whether RelayFunction has all permissions that it needs, because its Role is not in"
                + " the template");

    CheckReport managed =
        CheckedService.ORDERS.checkReplaced(
            "      Policies:\n",
            "      ManagedPolicyArns: [AmazonDynamoDBFullAccess]\n      Policies:\n");
    assertThat(managed.fits()).isTrue();
    assertThat(managed.notLookedAt()).hasSize(1);
  }

  @Test
  void its_text_has_lines_to_add() {
    List<String> text =
        CheckedService.ORDERS
            .checkReplaced("          CLAIMS_TABLE: !Ref ClaimsTable\n", "")
            .text("template.yaml")
            .lines()
            .toList();

    assertThat(text)
        .element(0)
        .asString()
        .matches(
            "template.yaml:\\d+: CommandFunction lacks the environment variable CLAIMS_TABLE\\."
                + " Add after this line:");
    assertThat(text).contains("          CLAIMS_TABLE: !Ref ClaimsTable");
  }
}
