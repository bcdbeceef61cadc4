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
      Circle: !Not [!Condition Circle]
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
  void resolves(String value, String expected) {
    assertThat(variable(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "!Ref Nowhere; there is no parameter or resource \"Nowhere\" to refer to",
        "!Ref Secret; parameter \"Secret\" (line 5) has no value: give it one, on the"
            + " command line with --parameter Secret=VALUE",
        "!Ref Table; \"Table\" (AWS::IAM::Role) has no local meaning",
        "!GetAtt Q.Foo; attribute \"Foo\" of Q (AWS::SQS::Queue) has no local meaning",
        "!GetAtt Q; Fn::GetAtt needs a resource and an attribute",
        "!ImportValue Foo; Fn::ImportValue has no local meaning",
        "!Foo Bar; Fn::Foo has no local meaning",
        "!If [Never, a, b]; there is no condition",
        "!Select [3, !Ref Zones]; Fn::Select has no item 3 among 3",
        "!Join [a]; Fn::Join needs a list of 2 values",
        "!FindInMap [Ports, prod, Http]; Fn::FindInMap finds no \"prod\"",
        "!Ref Zones; \"X\" must be a text",
        "!Equals [a, b]; belongs into the Conditions",
        "'{{resolve:ssm:/x}}'; a dynamic reference has no local meaning"
      })
  void refuses_what_it_cannot_resolve_at_its_line(String value, String problem) {
    assertRefusal(withVariable(value)).startsWith("template.yaml:22: ").contains(problem);
  }

  @Test
  void refuses_a_circle_of_conditions_where_it_is() {
    assertRefusal(withVariable("!If [Circle, a, b]"))
        .isEqualTo("template.yaml:13: circular condition: Circle -> Circle");
  }

  @Test
  void refuses_given_values_that_break_the_parameters_rules() {
    assertRefusal(
            withVariable("x"), Map.of("Stage", "DEV", "Count", "10", "Secret", "short", "Foo", "1"))
        .isEqualTo(
            """
            template.yaml has 4 problems:
            template.yaml: there is no parameter "Foo": the template has Stage, Zones, Secret, Count
            template.yaml:3: parameter "Stage" must match [a-z]+, not "DEV"
            template.yaml:5: parameter "Secret" must match .{8,}
            template.yaml:6: parameter "Count" must be a number of at most 9, not "10"\
            """);
  }

  @Test
  void tells_what_a_parameter_takes_in_the_words_of_its_template() {
    String template =
        withVariable("x")
            .replace(
                "MaxValue: 9", "ConstraintDescription: must be a digit, MinValue: 1, MaxValue: 9");
    assertRefusal(template, Map.of("Count", "10"))
        .isEqualTo("template.yaml:6: parameter \"Count\" must be a digit, not \"10\"");
  }

  @Test
  void a_template_without_parameters_says_so() {
    assertRefusal("Transform: AWS::Serverless-2016-10-31\nResources: {}\n", Map.of("Count", "10"))
        .contains("there is no parameter \"Count\": the template has none");
  }
}
