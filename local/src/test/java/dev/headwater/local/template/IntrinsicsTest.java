package dev.headwater.local.template;

import static dev.headwater.local.template.Templates.assertRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
  /** A template whose function has one variable, on line 22. */
  private static String withVariable(String value) {
    return """
    Transform: AWS::Serverless-2016-10-31
    Parameters:
      Stage: {Type: String, Default: dev, AllowedPattern: '[a-z]+'}
      Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
      Secret: {Type: String, NoEcho: true, AllowedPattern: '.{8,}'}
      Count: {Type: Number, Default: 7, MaxValue: 9}
    Mappings:
      Ports: {dev: {Http: 80, All: [1, 2]}}
    Conditions:
      Dev: !Equals [!Ref Stage, dev]
      Both: !And [!Condition Dev, !Not [!Equals [a, b]]]
      Either: {'Fn::Or': [{Condition: Both}, !Equals [a, b]]}
      Cycle: !Not [!Condition Cycle]
    Resources:
      Table: {Type: 'AWS::IAM::Role', Properties: {Foo: !Ref Secret}}
      Q: {Type: 'AWS::SQS::Queue'}
      Fn:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: java21
          Handler: com.example.Fn
          Environment: {Variables: {X: %s}}
    """
        .formatted(value);
  }

  private static String variable(String value) {
    return Templates.read(withVariable(value))
        .functions()
        .get(0)
        .environment()
        .getOrDefault("X", "(none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "!Ref Stage; dev",
        "!Ref Count; 7",
        "!Sub '${Stage}-${!Stage}-${AWS::AccountId}'; dev-${Stage}-000000000000",
        "!Sub ['${a}${Stage}', {a: !Ref Count}]; 7dev",
        "!Join ['/', !Ref Zones]; a/b/c",
        "!Select [1, !Ref Zones]; b",
        "!Select [2, !Split ['.', x.y.z]]; z",
        "!FindInMap [Ports, !Ref Stage, Http]; 80",
        "!Join ['', !FindInMap [Ports, dev, All]]; 12",
        "!If [Either, yes, no]; yes",
        "!If [Dev, !Ref AWS::NoValue, no]; (none)",
        "!GetAtt Q.Arn; arn:aws:sqs:us-east-1" + ":000000000000:shop-Q",
        "!Sub '${AWS::Partition} ${AWS::URLSuffix} ${AWS::StackName}'; aws amazonaws.com shop",
        "12; 12",
        "true; true"
      })
  void resolves_intrinsic_functions(String value, String expected) {
    assertThat(variable(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "!Ref Nowhere; there is no parameter or resource \"Nowhere\"",
        "!Ref Secret; parameter \"Secret\" (line 5) has no value: on the command line,"
            + " pass --parameter Secret=VALUE",
        "!Ref Table; \"Table\" (AWS::IAM::Role) is ignored locally",
        "!GetAtt Q.Foo; attribute \"Foo\" of Q (AWS::SQS::Queue) is not supported locally",
        "!GetAtt Q; Fn::GetAtt needs a resource and an attribute",
        "!ImportValue Foo; Fn::ImportValue is not supported locally",
        "!Foo Bar; Fn::Foo is not supported locally",
        "!If [Never, a, b]; there is no condition",
        "!Select [3, !Ref Zones]; Fn::Select has no item 3 among 3",
        "!Join [a]; Fn::Join needs a list of 2 values",
        "!FindInMap [Ports, prod, Http]; Fn::FindInMap: the Mappings have no \"prod\"",
        "!Ref Zones; \"X\" must be a string",
        "!Equals [a, b]; belongs in the Conditions",
        "'{{resolve:ssm:/x}}'; dynamic references are not supported locally"
      })
  void reports_unresolvable_values_with_their_line(String value, String problem) {
    assertRefusal(withVariable(value)).startsWith("template.yaml:22: ").contains(problem);
  }

  @Test
  void refuses_circular_conditions_at_their_line() {
    assertRefusal(withVariable("!If [Cycle, a, b]"))
        .isEqualTo("template.yaml:13: circular condition: Cycle -> Cycle");
  }

  @Test
  void refuses_values_that_break_a_parameters_constraints() {
    assertRefusal(
            withVariable("x"), Map.of("Stage", "DEV", "Count", "10", "Secret", "short", "Foo", "1"))
        .isEqualTo(
            """
            template.yaml has 4 problems:
            template.yaml: there is no parameter "Foo": the template declares Stage, Zones, \
            Secret, Count
            template.yaml:3: parameter "Stage" must match [a-z]+, not "DEV"
            template.yaml:5: parameter "Secret" must match .{8,}
            template.yaml:6: parameter "Count" must be a number of at most 9, not "10"\
            """);
  }

  @Test
  void reports_a_broken_constraint_in_the_templates_own_words() {
    String template =
        withVariable("x")
            .replace(
                "MaxValue: 9", "ConstraintDescription: must be a digit, MinValue: 1, MaxValue: 9");
    assertRefusal(template, Map.of("Count", "10"))
        .isEqualTo("template.yaml:6: parameter \"Count\" must be a digit, not \"10\"");
  }

  @Test
  void reports_that_a_template_declares_no_parameters() {
    assertRefusal("Transform: AWS::Serverless-2016-10-31\nResources: {}\n", Map.of("Count", "10"))
        .contains("there is no parameter \"Count\": the template declares none");
  }
}
