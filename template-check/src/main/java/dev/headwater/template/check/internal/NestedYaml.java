package dev.headwater.template.check.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of YAML, each below some keys that it may share with others. */
public final class NestedYaml {
  private static final int STEP = 2;

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, NestedYaml> below = new LinkedHashMap<>();

  public void add(List<String> keys, String yaml) {
    if (keys.isEmpty()) {
      pieces.add(yaml.stripTrailing());
    } else {
      below
          .computeIfAbsent(keys.getFirst(), first -> new NestedYaml())
          .add(keys.subList(1, keys.size()), yaml);
    }
  }

  public String text() {
    List<String> parts = new ArrayList<>(pieces);
    below.forEach((key, nested) -> parts.add(key + ":\n" + indented(nested.text(), STEP)));
    return String.join("\n", parts);
  }

  public static String indented(String yaml, int columns) {
    return yaml.lines()
        .map(line -> line.isEmpty() ? line : " ".repeat(columns) + line)
        .collect(Collectors.joining("\n"));
  }
}
