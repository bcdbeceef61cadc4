package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The code in the guides is code that is compiled and tested. Each block follows a comment that
 * names its source, and its lines stand in that file one after the other, whatever their
 * indentation. A line such as {@code // …} leaves some out.
 */
class DocumentedCodeTest {
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/first-service.md",
          "docs/describing-a-service.md",
          "docs/evolving-events.md",
          "docs/without-a-description.md");

  private static final Set<String> LANGUAGES = Set.of("java", "yaml", "xml");
  private static final Pattern FENCE = Pattern.compile(" *```(\\w*)");
  private static final Pattern SOURCE = Pattern.compile("<!-- (\\S+) -->");
  private static final Pattern OMISSION = Pattern.compile("// …|# …|<!-- … -->");

  @Test
  void every_block_of_code_is_in_its_source() {
    assertThat(PAGES)
        .allSatisfy(page -> assertThat(blocks(page, Repository.text(Path.of(page)))).isNotEmpty())
        .flatExtracting(page -> faults(page, Repository.text(Path.of(page))))
        .isEmpty();
  }

  @Test
  void finds_a_block_that_differs_and_one_without_a_source() {
    String page =
        """
        <!-- LICENSE -->
        ```java
            Apache License
            Version 2.0, January 2004
        // …
        limitations under the License.
        ```
        <!-- LICENSE -->
        ```yaml
        Apache License
        Version 2.1, January 2004
        ```
        <!-- LICENSE -->
        ```xml
        limitations under the License.
        <!-- … -->
        Version 2.0, January 2004
        ```
        <!-- LICENSE -->
        ```java
        Version 2.0, January 2004
        limitations under the License.
        ```
        <!-- no/such/file -->
        ```java
        int one = 1;
        ```
        <!-- LICENSE -->

        ```java
        Apache License
        ```
        ```sh
        ls
        ```
        ```java
        int one = 1;
        ```
        <!-- LICENSE -->
        ```java
        // …
        ```
        """;
    assertThat(faults("page.md", page))
        .containsExactly(
            "page.md:9 differs from LICENSE",
            "page.md:14 differs from LICENSE",
            "page.md:20 differs from LICENSE",
            "page.md:25 names no/such/file, which does not exist",
            "page.md:36 names no source: put <!-- path/to/File.java --> above it",
            "page.md:40 is empty");
  }

  private static List<String> faults(String page, String text) {
    return blocks(page, text).stream().map(Block::fault).flatMap(Optional::stream).toList();
  }

  private static List<Block> blocks(String page, String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = text.lines().toList();
    String source = null;
    for (int at = 0; at < lines.size(); at++) {
      Matcher fence = FENCE.matcher(lines.get(at));
      Matcher comment = SOURCE.matcher(lines.get(at));
      if (fence.matches()) {
        int end = end(lines, at);
        if (LANGUAGES.contains(fence.group(1))) {
          List<String> code = stripped(lines.subList(at + 1, end));
          blocks.add(new Block(page + ':' + (at + 1), source, code));
        }
        at = end;
        source = null;
      } else if (comment.matches()) {
        source = comment.group(1);
      } else if (!lines.get(at).isBlank()) {
        source = null;
      }
    }
    return blocks;
  }

  private static int end(List<String> lines, int fence) {
    int end = fence + 1;
    while (end < lines.size() && !FENCE.matcher(lines.get(end)).matches()) {
      end++;
    }
    return end;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * A block of code.
   *
   * @param source the file that it is from; {@code null} if the page names none
   */
  private record Block(String place, @Nullable String source, List<String> code) {
    Optional<String> fault() {
      if (source == null) {
        return Optional.of(place + " names no source: put <!-- path/to/File.java --> above it");
      }
      if (!Files.isRegularFile(Repository.ROOT.resolve(source))) {
        return Optional.of(place + " names " + source + ", which does not exist");
      }
      if (parts().isEmpty()) {
        return Optional.of(place + " is empty");
      }
      return isIn(stripped(Repository.text(Path.of(source)).lines().toList()))
          ? Optional.empty()
          : Optional.of(place + " differs from " + source);
    }

    private boolean isIn(List<String> file) {
      List<String> rest = file;
      for (List<String> part : parts()) {
        int at = Collections.indexOfSubList(rest, part);
        if (at < 0) {
          return false;
        }
        rest = rest.subList(at + part.size(), rest.size());
      }
      return true;
    }

    /** What stands between omissions. */
    private List<List<String>> parts() {
      List<List<String>> parts = new ArrayList<>();
      List<String> part = new ArrayList<>();
      for (String line : code) {
        if (OMISSION.matcher(line).matches()) {
          parts.add(part);
          part = new ArrayList<>();
        } else {
          part.add(line);
        }
      }
      parts.add(part);
      parts.removeIf(List::isEmpty);
      return parts;
    }
  }
}
