package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a parameter can name another events table, every part of the template must follow it. */
class RestoredTableTest {
  private static final String TABLE =
      "COMMAND_TABLE: !If [WithRestoredEvents, !Ref EventsTableName, !Ref EventsTable]";
  private static final String ARN =
      "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${EventsTableName}";

  @Test
  void a_function_that_keeps_the_old_table_is_found() {
    assertThat(check(TABLE, "COMMAND_TABLE: !Ref EventsTable"))
        .containsExactly(
            "CommandFunction's environment variable COMMAND_TABLE must be !If [WithRestoredEvents,"
                + " !Ref EventsTableName, !Ref EventsTable], as that of the other functions"
                + " -> "
                + TABLE);
  }

  @Test
  void a_function_under_another_condition_is_found() {
    assertThat(check(TABLE, TABLE.replace("WithRestoredEvents", "WithSearch"))).isNotEmpty();
  }

  @Test
  void a_function_without_rights_on_the_other_table_is_found() {
    assertThat(
            check(
                """
                                Resource:
                                  - !GetAtt EventsTable.Arn
                                  - !If
                                    - WithRestoredEvents
                                    - !Sub "%s"
                                    - !Ref AWS::NoValue
                """
                    .formatted(ARN),
                "                Resource: !GetAtt EventsTable.Arn\n"))
        .singleElement()
        .asString()
        .startsWith(
            "CommandFunction lacks the permission dynamodb:Query, dynamodb:PutItem,"
                + " dynamodb:DescribeTable, dynamodb:Scan on EventsTableName")
        .contains("Resource: !Sub \"" + ARN + '"');
  }

  @Test
  void a_relay_of_the_old_stream_is_found() {
    String stream =
        "!If [WithRestoredEvents, !Sub \""
            + ARN
            + "/stream/${EventsTableStreamLabel}\", !GetAtt EventsTable.StreamArn]";
    assertThat(
            check(
                """
                            Stream: !If
                              - WithRestoredEvents
                              - !Sub "%s/stream/${EventsTableStreamLabel}"
                              - !GetAtt EventsTable.StreamArn
                """
                    .formatted(ARN),
                "            Stream: !GetAtt EventsTable.StreamArn\n"))
        .containsExactly(
            "RelayFunction must read the stream of the table that COMMAND_TABLE names, which is !If"
                + " [WithRestoredEvents, !Ref EventsTableName, !Ref EventsTable] -> Stream: "
                + stream);
  }

  /** The differences after the first of these texts was replaced. */
  private static List<String> check(String right, String wrong) {
    return CheckedService.ORDERS.checkReplaced(right, wrong).differences().stream()
        .map(each -> each.sentence() + " -> " + each.yaml().strip())
        .toList();
  }
}
