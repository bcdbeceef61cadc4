package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MarkdownLinksTest {
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void every_relative_link_leads_somewhere() {
    assertThat(Repository.files(".md"))
        .isNotEmpty()
        .flatExtracting(file -> deadLinks(file, Repository.text(file)))
        .isEmpty();
  }

  @Test
  void finds_a_dead_link_and_a_dead_anchor() {
    String text =
        """
        # One heading, `two` codes
        [here](#one-heading-two-codes) [there](LICENSE) [web](https://example.com/gone)
        [dead](no-such-file.md) [wrong](#no-such-heading) `[code](is-no-link.md)`
        ```
        [block](is-no-link.md)
        ```
        """;
    assertThat(deadLinks(Path.of("example.md"), text))
        .containsExactly("example.md: no-such-file.md", "example.md: #no-such-heading");
  }

  private static List<String> deadLinks(Path file, String text) {
    String prose = CODE.matcher(Anchors.withoutCodeBlocks(text)).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
        .filter(link -> !resolves(file, text, link))
        .map(link -> file + ": " + link)
        .toList();
  }

  private static boolean resolves(Path file, String text, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    boolean there = parts[0].isEmpty() || Files.exists(Repository.ROOT.resolve(target));
    return there
        && (parts.length == 1
            || Anchors.of(parts[0].isEmpty() ? text : Repository.text(target)).contains(parts[1]));
  }
}
