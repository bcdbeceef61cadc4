package dev.headwater.local.template;

import static dev.headwater.local.template.Templates.SHOP;
import static dev.headwater.local.template.Templates.assertRefusal;
import static dev.headwater.local.template.Templates.readShop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalArn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Functions as Lambda declares them, and what SAM's have beside. */
class LambdaFunctionTest {
  @Test
  void reads_a_function_of_lambda_like_one_of_sam_but_without_globals() {
    Stack stack =
        readShop(
            """
            Fn:
              Type: AWS::Lambda::Function
              Properties:
                Handler: a.B
                Runtime: java17
                MemorySize: 256
                ReservedConcurrentExecutions: 3
                PackageType: Zip
                Code: target/classes
                Role: !GetAtt Role.Arn
                Environment: {Variables: {QUEUE: !Ref Dead}}
                DeadLetterConfig: {TargetArn: !GetAtt Dead.Arn}
            Role: {Type: 'AWS::IAM::Role'}
            Other:
              Type: AWS::Serverless::Function
              Properties:
                Handler: a.C
                Environment: {Variables: {NAME: !Ref Fn, ARN: !GetAtt Fn.Arn}}
            """);

    FunctionDeclaration function = stack.functions().getFirst();
    assertThat(function.functionName()).isEqualTo("shop-Fn");
    assertThat(function.handler()).isEqualTo("a.B");
    assertThat(function.codeUri()).isEqualTo("target/classes");
    assertThat(function.javaVersion()).isEqualTo(17);
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(function.memoryMegabytes()).isEqualTo(256);
    assertThat(function.concurrency()).isEqualTo(3);
    assertThat(function.environment()).containsEntry("QUEUE", "http://queues/shop-Dead");
    assertThat(function.eventInvokeConfig())
        .isEqualTo(
            new EventInvokeConfig(2, Duration.ofHours(6), null, LocalArn.queue("shop-Dead")));
    assertThat(stack.functions().get(1).environment())
        .containsEntry("NAME", "shop-Fn")
        .containsEntry("ARN", LocalArn.function("shop-Fn"));
    assertThat(stack.functions().get(1).eventInvokeConfig()).isEqualTo(EventInvokeConfig.DEFAULTS);
    assertThat(stack.ignored()).contains("AWS::Lambda::Function: Role");
  }

  @Test
  void only_a_function_of_sam_has_events() {
    assertRefusal(
            SHOP
                + """
                  Fn:
                    Type: AWS::Lambda::Function
                    Properties: {Handler: a.B, Runtime: java21, Events: {}, CodeUri: x,
                      Code: {S3Key: k}}
                """)
        .contains("template.yaml:8: AWS::Lambda::Function: the property \"Events\" is not")
        .contains("template.yaml:8: AWS::Lambda::Function: the property \"CodeUri\" is not")
        .contains("template.yaml:9: \"Code\" must be a local folder or jar, not in S3");
  }

  @Test
  void functions_of_both_kinds_share_their_names() {
    assertRefusal(
            SHOP
                + """
                  A:
                    Type: AWS::Lambda::Function
                    Properties: {Handler: a.B, Runtime: java21, FunctionName: f}
                  B:
                    Type: AWS::Serverless::Function
                    Properties: {Handler: a.B, FunctionName: f}
                """)
        .isEqualTo("template.yaml:9: resource \"B\" has the same name as \"A\": f");
  }

  @Test
  void reads_what_becomes_of_failed_asynchronous_calls() {
    Stack stack =
        readShop(
            """
            Fn:
              Type: AWS::Serverless::Function
              Properties:
                Handler: a.B
                DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Dead.Arn}
                EventInvokeConfig:
                  MaximumRetryAttempts: 0
                  MaximumEventAgeInSeconds: 60
                  DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Dead.Arn}}
            """);

    String dead = LocalArn.queue("shop-Dead");
    assertThat(stack.functions().getFirst().eventInvokeConfig())
        .isEqualTo(new EventInvokeConfig(0, Duration.ofMinutes(1), dead, dead));
  }
}
