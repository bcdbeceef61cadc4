package dev.headwater.local.search.index;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A mutable copy of the aliases during a change: index names by alias, without empty aliases. */
final class Aliases {
  private final Map<String, NavigableSet<String>> targets = new HashMap<>();

  Aliases(Map<String, NavigableSet<String>> aliases) {
    aliases.forEach((alias, indices) -> targets.put(alias, new TreeSet<>(indices)));
  }

  void add(String alias, String index) {
    targets.computeIfAbsent(alias, unused -> new TreeSet<>()).add(index);
  }

  /** Removes an index from all aliases. */
  void forget(String index) {
    targets.values().forEach(indices -> indices.remove(index));
    targets.values().removeIf(NavigableSet::isEmpty);
  }

  Map<String, NavigableSet<String>> asMap() {
    return targets;
  }
}
