package dev.headwater.service.operations;

import tools.jackson.databind.node.ObjectNode;

/** What a run has counted, over all of its slices. */
record Totals(ObjectNode counts) {
  void add(String name, long count) {
    counts.put(name, counts.path(name).asLong(0) + count);
  }

  long get(String name) {
    return counts.path(name).asLong(0);
  }
}
