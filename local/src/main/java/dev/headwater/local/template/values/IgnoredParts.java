package dev.headwater.local.template.values;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the parts of a template that were ignored: one line per place, however often they occur.
 */
public final class IgnoredParts {
  private final SequencedMap<String, TreeSet<String>> properties = new TreeMap<>();
  private final SequencedMap<String, Integer> resources = new TreeMap<>();

  public void resource(String awsType) {
    resources.merge(awsType, 1, Integer::sum);
  }

  public void property(String place, String property) {
    properties.computeIfAbsent(place, unused -> new TreeSet<>()).add(property);
  }

  public List<String> lines() {
    var lines = new ArrayList<String>();
    resources.forEach((type, count) -> lines.add(count == 1 ? type : type + " × " + count));
    properties.forEach((place, names) -> lines.add(place + ": " + String.join(", ", names)));
    return lines;
  }
}
