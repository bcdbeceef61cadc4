package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The public types of the libraries stand in a list, so that one more is a decision. */
class PublicTypesTest {
  private static final Set<String> LIBRARIES =
      Set.of(
          "core",
          "dynamodb",
          "eventbridge",
          "opensearch",
          "service",
          "service-testkit",
          "template-check",
          "testkit",
          "local");
  private static final Path LIST = Path.of("config", "public-types.txt");
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed) )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)",
          Pattern.MULTILINE);

  @Test
  void are_those_of_the_list() {
    List<String> found =
        Repository.files(".java").stream()
            .filter(file -> !Repository.isTest(file))
            .filter(file -> LIBRARIES.contains(file.getName(0).toString()))
            .map(Repository::text)
            .flatMap(text -> publicType(text).stream())
            .filter(type -> !type.contains(".internal."))
            .sorted()
            .toList();

    assertThat(found).containsExactlyElementsOf(Repository.text(LIST).lines().toList());
  }

  private static List<String> publicType(String source) {
    Matcher room = PACKAGE.matcher(source);
    Matcher type = PUBLIC_TYPE.matcher(source);
    return room.find() && type.find() ? List.of(room.group(1) + "." + type.group(1)) : List.of();
  }
}
