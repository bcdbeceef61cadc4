package dev.headwater.repository;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where links into a Markdown text can lead. */
final class Anchors {
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

  private Anchors() {}

  static String withoutCodeBlocks(String text) {
    return CODE_BLOCK.matcher(text).replaceAll("");
  }

  /** The anchors that GitHub gives to headings; a repeated one gets a number. */
  static Set<String> of(String text) {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    headings(text)
        .forEach(
            heading -> {
              int repeat = seen.merge(heading, 1, Integer::sum) - 1;
              anchors.add(repeat == 0 ? heading : heading + "-" + repeat);
            });
    return anchors;
  }

  private static Stream<String> headings(String text) {
    return HEADING
        .matcher(withoutCodeBlocks(text))
        .results()
        .map(
            (MatchResult heading) ->
                heading
                    .group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
  }
}
