package dev.headwater.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was passed over in one template: one line for each place, however often it occurs. */
final class Ignored {
  private final SequencedMap<String, TreeSet<String>> properties = new TreeMap<>();
  private final SequencedMap<String, Integer> resources = new TreeMap<>();

  void resource(String awsType) {
    resources.merge(awsType, 1, Integer::sum);
  }

  void property(String place, String property) {
    properties.computeIfAbsent(place, any -> new TreeSet<>()).add(property);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    resources.forEach((type, count) -> lines.add(count == 1 ? type : type + " × " + count));
    properties.forEach((place, names) -> lines.add(place + ": " + String.join(", ", names)));
    return lines;
  }
}
