package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a parameter's new value makes a new version of each function that it concerns. */
class PublishedVersionsTest {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

  /** Lambda's limit for the description of a function or a version. */
  private static final int MAX_LENGTH = 256;

  private static final Map<String, Integer> LONGEST =
      Map.of(
          "EventSourceName", 40,
          "UniqueEmail", 5,
          "ListShards", 3,
          "SearchEnabled", 5,
          "EventsTableName", 63,
          "SearchSubnetIds", 3 * "subnet-0123456789abcdef0".length() + 2,
          "SearchSecurityGroupId", "sg-0123456789abcdef0".length(),
          "SearchKmsKeyId", 36);

  /** Lambda refuses to publish a version of a function that is as it was. */
  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void a_function_changes_with_the_description_of_its_version(Template template) {
    assertThat(template.ofType("AWS::Serverless::Function"))
        .hasSizeGreaterThan(5)
        .extracting(Resource::properties)
        .allSatisfy(
            function ->
                assertThat(function.at("Description").text())
                    .isNotEmpty()
                    .isEqualTo(function.at("VersionDescription").text()));
  }

  /** A longer one fails a deployment in the middle. */
  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void descriptions_are_short_enough_with_the_longest_parameters(Template template) {
    assertThat(template.ofType("AWS::Serverless::Function"))
        .extracting(function -> function.properties().at("VersionDescription").text())
        .allSatisfy(
            description -> {
              int parameters =
                  REFERENCE
                      .matcher(description)
                      .results()
                      .mapToInt(found -> LONGEST.get(found.group(1)))
                      .sum();
              int rest = REFERENCE.matcher(description).replaceAll("").length();
              assertThat(parameters + rest).isBetween(1, MAX_LENGTH);
            });
  }
}
