package dev.headwater.template.check;

import dev.headwater.template.check.Difference.Remedy;
import dev.headwater.template.check.internal.NestedYaml;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what a check finds. */
final class Findings {
  private final Template template;
  private final Set<Finding> found = new LinkedHashSet<>();
  private final Set<String> notLookedAt = new LinkedHashSet<>();

  /**
   * A difference whose YAML may share its first keys with that of another.
   *
   * @param column of the YAML
   * @param keys those that the YAML begins with because the template lacks them
   */
  private record Finding(
      Remedy remedy, int line, int column, String sentence, List<String> keys, String yaml) {
    boolean sharesKeys(Finding other) {
      return remedy == other.remedy
          && line == other.line
          && column == other.column
          && !keys.isEmpty()
          && !other.keys.isEmpty()
          && keys.getFirst().equals(other.keys.getFirst());
    }
  }

  Findings(Template template) {
    this.template = template;
  }

  CheckReport report() {
    List<Difference> differences = new ArrayList<>();
    List<Finding> left = new ArrayList<>(found);
    while (!left.isEmpty()) {
      Finding first = left.removeFirst();
      List<Finding> together = new ArrayList<>(List.of(first));
      left.stream().filter(first::sharesKeys).forEach(together::add);
      left.removeAll(together);
      NestedYaml yaml = new NestedYaml();
      together.forEach(each -> yaml.add(each.keys(), each.yaml()));
      differences.add(
          new Difference(
              first.remedy(),
              first.line(),
              String.join("; ", together.stream().map(Finding::sentence).toList()),
              NestedYaml.indented(yaml.text(), first.column())));
    }
    return new CheckReport(differences, List.copyOf(notLookedAt));
  }

  void notLookedAt(String sentence) {
    notLookedAt.add(sentence);
  }

  /**
   * Something is missing.
   *
   * @param path of keys to the mapping or list that it belongs to; a list's item by its index. What
   *     is missing of the path is added, too
   * @param yaml lines without indentation
   */
  void missing(String sentence, List<String> path, String yaml) {
    TemplateNode at = template.root();
    int known = 0;
    while (known < path.size() && isBlock(child(at, path.get(known)))) {
      at = child(at, path.get(known++));
    }
    List<String> keys = path.subList(known, path.size());
    String first = keys.isEmpty() ? yaml.replaceFirst("(?s):.*", "") : keys.getFirst();
    TemplateNode inTheWay = at.fields().get(first);
    found.add(
        new Finding(
            inTheWay == null ? Remedy.ADD : Remedy.CHANGE,
            inTheWay == null ? at.place().lastLine() : inTheWay.place().line(),
            at.place().column(),
            sentence,
            keys,
            yaml));
  }

  /** A value is wrong. The node is where it stands now; the path is that of the mapping around. */
  void wrong(String sentence, List<String> path, TemplateNode now, String yaml) {
    TemplateNode around = template.root();
    for (String key : path) {
      TemplateNode next = child(around, key);
      around = next.isPresent() ? next : around;
    }
    found.add(
        new Finding(
            Remedy.CHANGE, now.place().line(), around.place().column(), sentence, List.of(), yaml));
  }

  void superfluous(String sentence, TemplateNode node) {
    found.add(new Finding(Remedy.REMOVE, node.place().line(), 0, sentence, List.of(), ""));
  }

  private static TemplateNode child(TemplateNode node, String key) {
    boolean isItem = key.matches("[0-9]{1,6}") && Integer.parseInt(key) < node.items().size();
    return isItem ? node.items().get(Integer.parseInt(key)) : node.at(key);
  }

  /** Whether more lines can be pasted into it. */
  private static boolean isBlock(TemplateNode node) {
    return node.isPresent() && node.function().isEmpty() && !node.place().inline();
  }

  /** A path of keys. */
  static List<String> path(String first, String... more) {
    return Stream.concat(Stream.of("Resources", first), Stream.of(more)).toList();
  }
}
