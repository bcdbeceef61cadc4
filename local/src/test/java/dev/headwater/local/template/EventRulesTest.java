package dev.headwater.local.template;

import static dev.headwater.local.template.Templates.SHOP;
import static dev.headwater.local.template.Templates.assertRefusal;
import static dev.headwater.local.template.Templates.readShop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules and schedules, and functions that are called asynchronously. */
class EventRulesTest {
  @Test
  void reads_rules_and_schedules_that_are_events_of_a_function() {
    Stack stack =
        readShop(
            """
            Fn:
              Type: AWS::Serverless::Function
              Properties:
                Handler: a.B
                Events:
                  Placed:
                    Type: EventBridgeRule
                    Properties:
                      EventBusName: !Ref Bus
                      Pattern: {source: [shop]}
                      Target: {Id: t}
                      DeadLetterConfig: {Arn: !GetAtt Dead.Arn}
                      RetryPolicy: {MaximumRetryAttempts: 3}
                  Old:
                    Type: CloudWatchEvent
                    Properties: {Pattern: {source: [x]}, State: DISABLED, Input: '"old"'}
                  Nightly:
                    Type: Schedule
                    Properties: {Schedule: rate(1 day), Name: at-night, Input: '{"a": 1}'}
                  Never:
                    Type: Schedule
                    Properties: {Schedule: rate(1 day), Enabled: false}
            """);

    String arn = LocalArn.function("shop-Fn");
    assertThat(stack.rules())
        .containsExactly(
            new RuleDeclaration(
                "FnPlaced",
                "shop-FnPlaced",
                "shop",
                "{\"source\":[\"shop\"]}",
                true,
                List.of(new Target("t", arn, null, LocalArn.queue("shop-Dead")))),
            new RuleDeclaration(
                "FnOld",
                "shop-FnOld",
                "default",
                "{\"source\":[\"x\"]}",
                false,
                List.of(new Target("shop-Fn", arn, "\"old\"", null))));
    assertThat(stack.schedules())
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.ruleName()).isEqualTo("at-night");
              assertThat(schedule.expression().next(Instant.EPOCH, Instant.EPOCH))
                  .contains(Instant.EPOCH.plus(Duration.ofDays(1)));
              assertThat(schedule.targets())
                  .containsExactly(new Target("shop-Fn", arn, "{\"a\": 1}", null));
            });
    assertThat(stack.ignored()).contains("AWS::Serverless::Function.EventBridgeRule: RetryPolicy");
  }

  @Test
  void reads_rules_with_a_schedule_a_pattern_or_both() {
    Stack stack =
        readShop(
            """
            Both:
              Type: AWS::Events::Rule
              Properties:
                ScheduleExpression: cron(0 10 * * ? *)
                EventPattern: {source: [x]}
                Targets: [{Id: dead, Arn: !GetAtt Dead.Arn}]
            Off:
              Type: AWS::Events::Rule
              Properties:
                ScheduleExpression: cron(0 10 * * ? *)
                State: DISABLED
                Targets: [{Id: dead, Arn: !GetAtt Dead.Arn}]
            """);

    assertThat(stack.rules()).extracting(RuleDeclaration::name).containsExactly("shop-Both");
    assertThat(stack.schedules())
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.ruleName()).isEqualTo("shop-Both");
              assertThat(schedule.targets()).extracting(Target::id).containsExactly("dead");
            });
  }

  @Test
  void refuses_schedules_and_rules_that_eventbridge_refuses() {
    assertRefusal(
            SHOP
                + """
                  Empty: {Type: 'AWS::Events::Rule'}
                  Elsewhere:
                    Type: AWS::Events::Rule
                    Properties:
                      EventBusName: !Ref Bus
                      ScheduleExpression: rate(1 minutes)
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Events:
                        A: {Type: Schedule, Properties: {Schedule: cron(0 10 * * * *)}}
                        B: {Type: EventBridgeRule, Properties: {Input: 'no JSON'}}
                        C: {Type: Schedule, Properties: {Schedule: rate(1 day), Input: no}}
                """)
        .contains("template.yaml:6: a rule needs an EventPattern or a ScheduleExpression")
        .contains("template.yaml:10: only a rule of the default bus may have a schedule")
        .contains("template.yaml:11: \"rate(1 minutes)\" is not a schedule: write rate(1 hour)")
        .contains("template.yaml:17: \"cron(0 10 * * * *)\" is not a schedule: write rate(1 hour)")
        .contains("template.yaml:18: the event needs a Pattern")
        .contains("template.yaml:18: \"Input\" must be a string that contains JSON")
        .contains("template.yaml:19: \"Input\" must be a string that contains JSON");
  }

  @Test
  void refuses_what_is_not_supported() {
    assertRefusal(
            SHOP
                + """
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      DeadLetterQueue: {Type: SNS, TargetArn: topic}
                      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}
                      Events:
                        A: {Type: EventBridgeRule, Properties: {Pattern: {}, InputPath: $.detail}}
                        B: {Type: Schedule, Properties: {Schedule: rate(1 day),
                          DeadLetterConfig: {Type: SQS}}}
                """)
        .contains("template.yaml:10: \"Type\" must be one of SQS, not \"SNS\"")
        .contains("template.yaml:11: AWS::Serverless::Function.EventInvokeConfig.DestinationConfig")
        .contains("template.yaml:13: AWS::Serverless::Function.EventBridgeRule: the property")
        .contains("DeadLetterConfig needs the property \"Arn\"");
  }
}
