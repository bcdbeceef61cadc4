package dev.headwater.local.template;

import static dev.headwater.local.template.Templates.assertRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokenTemplateTest {

  @Test
  void refuses_an_unknown_type_and_an_unknown_property_at_once() {
    assertRefusal(
            """
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  Foo: 1
            """)
        .startsWith("template.yaml has 2 problems:\n")
        .contains(
            "template.yaml:3: resource \"Bucket\": the type AWS::S3::Bucket is not"
                + " supported locally")
        .contains(
            "template.yaml:7: AWS::SQS::Queue: the property \"Foo\" is not supported locally");
  }

  @Test
  void refuses_an_unknown_property_deep_inside_and_in_globals() {
    assertRefusal(
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: {Runtime: java25, Foo: 1}
            Resources:
              Fn:
                Type: AWS::Serverless::Function
                Properties: {Handler: a.B, Environment: {Bar: 1}}
              Fn2:
                Type: AWS::Serverless::Function
                Properties: {Handler: a.B}
            """)
        .contains("has 2 problems")
        .contains("template.yaml:3: AWS::Serverless::Function: the property")
        .contains(
            "template.yaml:7: AWS::Serverless::Function.Environment: the property \"Bar\" is not"
                + " supported locally");
  }

  @Test
  void refuses_invalid_yaml() {
    assertRefusal("Resources:\n  Q: [1,\n  Type: }\n")
        .startsWith("template.yaml:3: ")
        .contains("invalid YAML");
    assertRefusal("").isEqualTo("template.yaml:1: the template is empty");
    assertRefusal("- a\n").contains("template.yaml:1: a template must be a mapping");
    assertRefusal("A: 1\nA: 2\n").isEqualTo("template.yaml:2: duplicate key \"A\"");
  }

  @Test
  void bounds_depth_and_aliases() {
    assertRefusal("Resources: " + "[".repeat(100_000)).contains("nested more than 64 levels");
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x]\n");
    for (int level = 1; level < 10; level++) {
      String below = "*a" + (level - 1);
      bomb.append("a" + level + ": &a" + level + " [" + (below + ", ").repeat(4) + below + "]\n");
    }
    assertRefusal(bomb.toString()).contains("with its aliases expanded");
    assertRefusal("Resources: &r {Q: *r}\n").contains("template.yaml:1: ");
  }

  @Test
  void refuses_names_that_refer_to_each_other() {
    assertRefusal(
            """
            Resources:
              A:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: !Sub '${B}-a'
              B:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: !Sub '${A}-b'
            """)
        .contains("template.yaml:2: circular reference: A -> B -> A");
  }

  @Test
  void refuses_resources_that_depend_on_each_other() {
    assertRefusal(
            """
            Resources:
              A:
                Type: AWS::SQS::Queue
                DependsOn: B
              B:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt A.Arn, maxReceiveCount: 3}
            """)
        .isEqualTo("template.yaml:2: circular reference: A -> B -> A");
  }

  @Test
  void refuses_a_dependency_on_a_missing_resource() {
    assertRefusal(
            """
            Resources:
              A:
                Type: AWS::SQS::Queue
                DependsOn: [Nowhere]
            """)
        .isEqualTo("template.yaml:4: DependsOn: there is no resource \"Nowhere\"");
  }

  @Test
  void refuses_a_reference_to_an_excluded_resource() {
    assertRefusal(
            """
            Conditions:
              Never: !Equals [a, b]
            Resources:
              Dead:
                Type: AWS::SQS::Queue
                Condition: Never
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy:
                    deadLetterTargetArn: !GetAtt Dead.Arn
                    maxReceiveCount: 3
            """)
        .isEqualTo("template.yaml:11: cannot refer to \"Dead\": its condition excludes it");
  }

  @Test
  void ignores_problems_in_excluded_resources() {
    assertThat(
            Templates.read(
                    """
                    Conditions:
                      Never: !Equals [a, b]
                    Resources:
                      Q:
                        Type: AWS::SQS::Queue
                        Condition: Never
                        Properties: {QueueName: !Ref Nowhere, Foo: 1}
                    """)
                .queues())
        .isEmpty();
  }

  @Test
  void refuses_the_same_name_twice_and_names_that_aws_refuses() {
    assertRefusal(
            """
            Resources:
              A: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}
              B: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}
              C: {Type: 'AWS::SQS::Queue', Properties: {QueueName: 'a b'}}
            """)
        .contains("template.yaml:3: resource \"B\" has the same name as \"A\": q")
        .contains("template.yaml:4: \"a b\" is not a valid name for AWS::SQS::Queue");
  }

  @Test
  void refuses_numbers_out_of_bounds_and_fifo_queues() {
    assertRefusal(
            """
            Resources:
              A:
                Type: AWS::SQS::Queue
                Properties:
                  DelaySeconds: 901
                  VisibilityTimeout: soon
                  FifoQueue: true
            """)
        .contains("template.yaml:5: \"DelaySeconds\" must be a whole number from 0 to 900")
        .contains("template.yaml:6: \"VisibilityTimeout\" must be a whole number")
        .contains("template.yaml:7: FIFO queues are not supported locally");
  }

  @Test
  void refuses_a_second_search_domain_and_names_that_aws_refuses_for_one() {
    assertRefusal(
            """
            Resources:
              A: {Type: 'AWS::OpenSearchService::Domain'}
              B: {Type: 'AWS::OpenSearchService::Domain'}
              C: {Type: 'AWS::OpenSearchService::Domain', Properties: {DomainName: No}}
            """)
        .contains("template.yaml:3: a second search domain, \"B\", is not supported locally")
        .contains("template.yaml:4: \"No\" is not a valid name for AWS::OpenSearchService::Domain");
  }

  @Test
  void refuses_a_table_whose_keys_and_attributes_differ() {
    assertRefusal(
            """
            Resources:
              T:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions:
                    - {AttributeName: PK, AttributeType: S}
                    - {AttributeName: extra, AttributeType: S}
                  KeySchema:
                    - {AttributeName: PK, KeyType: HASH}
            """)
        .isEqualTo(
            "template.yaml:5: the AttributeDefinitions define [PK, extra], but the keys use [PK]");
  }

  @Test
  void refuses_rule_targets_that_are_not_queues_or_transform_the_event() {
    assertRefusal(
            """
            Resources:
              R:
                Type: AWS::Events::Rule
                Properties:
                  EventBusName: other
                  EventPattern: {source: [x]}
                  Targets:
                    - Id: one
                      Arn: arn:aws:sns:us-east-1:000000000000:topic
                      InputPath: $.detail
            """)
        .contains("template.yaml:5: \"EventBusName\" must be a bus in this template")
        .contains(
            "template.yaml:9: \"Arn\" must be the ARN of a queue or a function in this template")
        .contains(
            "template.yaml:10: AWS::Events::Rule.Targets: the property \"InputPath\" is not"
                + " supported locally");
  }

  @Test
  void refuses_unknown_sections_and_transforms() {
    assertRefusal(
            """
            Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]
            Foo: {}
            Resources: {A: {Type: 'AWS::SQS::Queue'}}
            """)
        .contains("template.yaml:1: the only transform supported locally is")
        .contains("template.yaml:2: unknown section \"Foo\"");
    assertRefusal("Resources: {A: {Type: 'AWS::Serverless::HttpApi'}}\n")
        .isEqualTo(
            "template.yaml:1: AWS::Serverless resources need \"Transform:"
                + " AWS::Serverless-2016-10-31\"");
  }

  @Test
  void refuses_values_of_the_wrong_kind() {
    assertRefusal(
            """
            Transform: AWS::Serverless-2016-10-31
            Globals: {Function: [], Api: {}}
            Resources:
              A: {Type: 'AWS::SQS::Queue', Condition: [x]}
              B: {Type: 'AWS::SQS::Queue', Properties: []}
              C: {Properties: {}}
              D: {Type: 'AWS::SQS::Queue', Connectors: {}}
            """)
        .contains("template.yaml:2: Function has a value of the wrong kind")
        .contains("template.yaml:2: Globals for Api are not supported locally")
        .contains("template.yaml:4: Condition has a value of the wrong kind")
        .contains("template.yaml:5: Properties has a value of the wrong kind")
        .contains("template.yaml:6: resource \"C\" needs a Type")
        .contains("template.yaml:7: resource \"D\" has an unknown attribute \"Connectors\"");
  }
}
