package dev.headwater.repository;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compiled classes do not show every cycle of packages: constants are inlined, and what only a
 * comment links to leaves no trace. The imports do.
 */
class ImportCyclesTest {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(dev\\.headwater[\\w.]*?)\\.[A-Z]");

  @Test
  void no_packages_import_each_other_in_a_cycle() {
    Map<String, Set<String>> imports = imports();
    assertThat(imports).hasSizeGreaterThan(30);

    assertThat(inOrAboveCycles(imports)).isEmpty();
  }

  @Test
  void finds_a_cycle() {
    Map<String, Set<String>> imports =
        Map.of("top", Set.of("a"), "a", Set.of("b"), "b", Set.of("a", "ground"));

    assertThat(inOrAboveCycles(imports)).containsOnlyKeys("top", "a", "b");
  }

  /** What is left when every package that imports none of the others has been taken away. */
  private static Map<String, Set<String>> inOrAboveCycles(Map<String, Set<String>> imports) {
    Map<String, Set<String>> left = new TreeMap<>(imports);
    while (left.values().removeIf(imported -> imported.stream().noneMatch(left::containsKey))) {}
    return left;
  }

  private static Map<String, Set<String>> imports() {
    return Repository.files(".java").stream()
        .filter(file -> !Repository.isTest(file) && !file.endsWith("module-info.java"))
        .map(Repository::text)
        .collect(
            groupingBy(
                ImportCyclesTest::room,
                mapping(ImportCyclesTest::imported, reducing(Set.of(), ImportCyclesTest::union))));
  }

  private static String room(String source) {
    return PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1);
  }

  private static Set<String> imported(String source) {
    String own = room(source);
    return IMPORT
        .matcher(source)
        .results()
        .map((MatchResult match) -> match.group(1))
        .filter(name -> !name.equals(own))
        .collect(toSet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
