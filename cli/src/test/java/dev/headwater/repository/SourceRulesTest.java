package dev.headwater.repository;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules on text, loose enough that breaking one is a reason to look, not to haggle. */
class SourceRulesTest {
  private static final int FILE_LINES = 300;
  private static final int METHOD_LINES = 60;
  private static final int PACKAGE_TYPES = 30;
  private static final int README_LINES = 150;

  /** The formatter keeps to 100, but cannot break a text block. An address may be longer. */
  private static final Pattern TAB_OR_OVERLONG = Pattern.compile("\t|^(?!.*https://).{101}");

  /** Written in pieces, so that this file does not break its own rules. */
  private static final Pattern LEFT_OPEN = Pattern.compile("TO" + "DO|FIX" + "ME|@Dis" + "abled");

  private static final Pattern SLEEP = Pattern.compile("Thread\\.sl" + "eep");

  /** What is written in other digits, or otherwise, on other machines. */
  private static final Pattern NUMBER =
      Pattern.compile("%[-#+ 0,(]*\\d*(?:\\.\\d+)?[deEfgG](?![A-Za-z])");

  private static final Pattern FORMAT =
      Pattern.compile("\\.formatted\\(|printf\\(|\\.format\\(|static final String");
  private static final Pattern OF_DEFAULT_LOCALE =
      Pattern.compile(
          "\\.to(Low|Upp)er"
              + "Case\\(\\)"
              + "|\\.ofPattern\\([^,]*\\)|NumberFormat\\.get\\w+\\(\\)");

  private final List<Path> sources = Repository.files(".java");

  @Test
  void no_main_file_is_too_long() {
    assertThat(sources)
        .filteredOn(file -> !Repository.isTest(file))
        .filteredOn(file -> lines(file).size() > FILE_LINES)
        .isEmpty();
  }

  @Test
  void a_package_can_be_taken_in_at_a_glance() {
    Map<Path, Long> sizes =
        sources.stream()
            .filter(file -> !Repository.isTest(file) && !file.endsWith("package-info.java"))
            .collect(groupingBy(file -> file.resolveSibling(""), counting()));
    assertThat(sizes)
        .hasSizeGreaterThan(30)
        .allSatisfy((room, types) -> assertThat(types).isLessThanOrEqualTo(PACKAGE_TYPES));
  }

  @Test
  void no_method_is_too_long() {
    assertThat(SourceMethods.of(sources))
        .hasSizeGreaterThan(100)
        .filteredOn(method -> method.lines() > METHOD_LINES)
        .isEmpty();
  }

  @Test
  void the_readme_can_be_read_in_one_go() {
    assertThat(Repository.files("README.md"))
        .allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(README_LINES));
  }

  @Test
  void nothing_is_left_open_or_switched_off() {
    Stream<Path> texts =
        Stream.of(".java", ".yaml", ".mjs", ".md", "headwater")
            .flatMap(ending -> Repository.files(ending).stream());
    assertThat(texts).flatExtracting(file -> matches(file, LEFT_OPEN)).isEmpty();
  }

  /** Beside Error Prone, which does not see a format that is a constant of another statement. */
  @Test
  void numbers_are_written_in_a_locale_that_is_named() {
    assertThat(sources)
        .filteredOn(file -> !file.endsWith("SourceRulesTest.java"))
        .flatExtracting(SourceRulesTest::ofDefaultLocale)
        .isEmpty();
  }

  @Test
  void no_test_waits_blindly() {
    assertThat(sources)
        .filteredOn(Repository::isTest)
        .flatExtracting(file -> matches(file, SLEEP))
        .isEmpty();
  }

  @Test
  void sources_have_no_tabs_and_no_overlong_lines() {
    assertThat(sources).flatExtracting(file -> matches(file, TAB_OR_OVERLONG)).isEmpty();
  }

  @Test
  void every_package_is_null_marked() {
    Set<Path> marked =
        sources.stream()
            .filter(file -> file.endsWith("package-info.java"))
            .filter(file -> Repository.text(file).contains("@NullMarked"))
            .map(SourceRulesTest::packageOf)
            .collect(toSet());
    assertThat(sources)
        .filteredOn(file -> !file.endsWith("module-info.java"))
        .extracting(SourceRulesTest::packageOf)
        .isSubsetOf(marked);
  }

  private static List<String> ofDefaultLocale(Path file) {
    return Stream.of(Repository.text(file).split(";"))
        .filter(statement -> !statement.contains("Locale."))
        .filter(
            statement ->
                OF_DEFAULT_LOCALE.matcher(statement).find()
                    || (NUMBER.matcher(statement).find() && FORMAT.matcher(statement).find()))
        .map(statement -> file + ": " + statement.strip())
        .toList();
  }

  /** A module's tests share the package, and its annotation, of what they test. */
  private static Path packageOf(Path file) {
    return Path.of(file.resolveSibling("").toString().replace("src/test/", "src/main/"));
  }

  private static List<String> lines(Path file) {
    return Repository.text(file).lines().toList();
  }

  private static List<String> matches(Path file, Pattern pattern) {
    List<String> lines = lines(file);
    return IntStream.range(0, lines.size())
        .filter(index -> pattern.matcher(lines.get(index)).find())
        .mapToObj(index -> file + ":" + (index + 1) + " " + lines.get(index))
        .toList();
  }
}
