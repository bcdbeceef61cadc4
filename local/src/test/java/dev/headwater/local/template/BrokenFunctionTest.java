package dev.headwater.local.template;

import static dev.headwater.local.template.Templates.assertRefusal;

import org.junit.jupiter.api.Test;

class BrokenFunctionTest {
  /** A template with one function; its events begin on line 13. */
  private static String withEvents(String events) {
    return """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Q: {Type: 'AWS::SQS::Queue'}
      T:
        Type: AWS::DynamoDB::Table
        Properties:
          AttributeDefinitions: [{AttributeName: PK, AttributeType: S}]
          KeySchema: [{AttributeName: PK, KeyType: HASH}]
      Fn:
        Type: AWS::Serverless::Function
        Properties: {Runtime: java21, Handler: a.B, Events: !Ref AWS::NoValue}
    """
        .replace("Events: !Ref AWS::NoValue}", "\n        Events: {\n" + events + "}}");
  }

  @Test
  void refuses_two_routes_of_the_same_shape() {
    assertRefusal(
            withEvents(
                """
                A: {Type: HttpApi, Properties: {Method: GET, Path: '/a/{x}'}},
                B: {Type: HttpApi, Properties: {Method: get, Path: '/a/{y}'}},
                C: {Type: HttpApi, Properties: {Method: PUT, Path: '/a/{y}'}}
                """))
        .isEqualTo("template.yaml:14: the route GET /a/{y} is already taken by Fn" + " (line 13)");
    assertRefusal(withEvents("A: {Type: HttpApi}, B: {Type: HttpApi}"))
        .contains("the route $default is already taken by Fn");
  }

  @Test
  void refuses_routes_that_it_cannot_serve() {
    assertRefusal(
            withEvents(
                """
                A: {Type: HttpApi, Properties: {Method: GET}},
                B: {Type: HttpApi, Properties: {Method: FETCH, Path: a}},
                C: {Type: HttpApi, Properties: {Method: GET, Path: '/{all+}/b'}}
                """))
        .contains("template.yaml:13: a route needs both Path and Method")
        .contains("template.yaml:14: \"Method\" must be one of")
        .contains("template.yaml:14: \"a\" is not a route path")
        .contains("template.yaml:15: \"/{all+}/b\" is not a route path");
  }

  @Test
  void refuses_unsupported_kinds_of_events() {
    assertRefusal(withEvents("A: {Type: ScheduleV2, Properties: {}}"))
        .isEqualTo("template.yaml:13: events of type \"ScheduleV2\" are not supported locally");
    assertRefusal(withEvents("A: {Properties: !Ref Q, Foo: 1}"))
        .contains("template.yaml:13: \"Properties\" must be a mapping")
        .contains("AWS::Serverless::Function.Events needs the property \"Type\"")
        .contains("Events: the property \"Foo\" is not supported locally");
  }

  @Test
  void refuses_the_stream_of_a_table_without_one() {
    assertRefusal(
            withEvents(
                "A: {Type: DynamoDB, Properties: {StartingPosition: LATEST,"
                    + " Stream: !GetAtt T.StreamArn}}"))
        .isEqualTo(
            "template.yaml:13: attribute"
                + " \"StreamArn\" of T (AWS::DynamoDB::Table) is not supported locally");
  }

  @Test
  void refuses_malformed_filters_and_sources() {
    assertRefusal(
            withEvents(
                """
                A: {Type: SQS, Properties: {Queue: !Ref Q, BatchSize: 0,
                FilterCriteria: {Filters: [{Pattern: 'x'}]}, FunctionResponseTypes: [All]}}
                """))
        .contains("template.yaml:13: \"Queue\" must be the ARN of a queue")
        .contains("template.yaml:13: \"BatchSize\" must be a whole number")
        .contains(
            "template.yaml:14: a filter's Pattern must be a string that contains a JSON object")
        .contains("template.yaml:14: \"All\" is not a function response type");
  }

  @Test
  void refuses_large_batches_without_a_window() {
    assertRefusal(withEvents("A: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, BatchSize: 11}}"))
        .isEqualTo("template.yaml:13: a BatchSize above 10 needs MaximumBatchingWindowInSeconds");
  }

  @Test
  void refuses_other_runtimes_and_a_missing_handler() {
    assertRefusal(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
            """)
        .contains("template.yaml:6: \"Runtime\" must be one of java11, java17, java21, java25, not")
        .contains("AWS::Serverless::Function needs the property \"Handler\"");
  }

  @Test
  void refuses_a_queue_whose_messages_return_while_the_function_runs() {
    assertRefusal(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Q: {Type: 'AWS::SQS::Queue'}
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: a.B
                  Timeout: 31
                  Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}}
            """)
        .isEqualTo(
            "template.yaml:4: the VisibilityTimeout of Q (30 s) is shorter than"
                + " the Timeout of Fn (31 s), which Lambda refuses");
  }
}
