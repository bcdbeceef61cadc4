package dev.headwater.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableQueuesTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Polled: {Type: AWS::SQS::Queue}
        Unpolled: {Type: AWS::SQS::Queue}
        PolledLetters: {Type: AWS::SQS::Queue}
        PolledTargetLetters: {Type: AWS::SQS::Queue}
        PolledFailures: {Type: AWS::SQS::Queue}
        Source:
          Type: AWS::SQS::Queue
          Properties:
            RedrivePolicy: {deadLetterTargetArn: !GetAtt PolledLetters.Arn, maxReceiveCount: 2}
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions: [{AttributeName: PK, AttributeType: S}]
            KeySchema: [{AttributeName: PK, KeyType: HASH}]
            StreamSpecification: {StreamViewType: NEW_IMAGE}
        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern: {source: [shop]}
            Targets:
              - Id: polled
                Arn: !GetAtt Polled.Arn
                DeadLetterConfig: {Arn: !GetAtt PolledTargetLetters.Arn}
        Poller:
          Type: AWS::Serverless::Function
          Properties:
            Handler: shop.Poller
            Runtime: java21
            CodeUri: target/lambda
            Events:
              Stream:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt Table.StreamArn
                  StartingPosition: TRIM_HORIZON
                  DestinationConfig: {OnFailure: {Destination: !GetAtt PolledFailures.Arn}}
              Polled: {Type: SQS, Properties: {Queue: !GetAtt Polled.Arn}}
              Source: {Type: SQS, Properties: {Queue: !GetAtt Source.Arn}}
              Letters: {Type: SQS, Properties: {Queue: !GetAtt PolledLetters.Arn}}
              TargetLetters: {Type: SQS, Properties: {Queue: !GetAtt PolledTargetLetters.Arn}}
              Failures: {Type: SQS, Properties: {Queue: !GetAtt PolledFailures.Arn}}
      """;

  @TempDir Path folder;

  @Test
  void are_those_that_no_function_polls_and_those_for_failures() throws IOException {
    var stack =
        StackReader.read(
            Files.writeString(folder.resolve("template.yaml"), TEMPLATE),
            new StackOptions("shop", Map.of(), name -> "http://localhost/" + name, "localhost"));

    assertThat(DurableQueues.of(folder, stack).names())
        .containsExactlyInAnyOrder(
            "shop-Unpolled",
            "shop-PolledLetters",
            "shop-PolledTargetLetters",
            "shop-PolledFailures");
  }
}
