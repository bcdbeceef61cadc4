package dev.headwater.service.operations.internal;

import tools.jackson.databind.node.ObjectNode;

/** What a run has counted, over all of its slices. */
public record Totals(ObjectNode counts) {
  public void add(String name, long count) {
    counts.put(name, counts.path(name).asLong(0) + count);
  }

  public long get(String name) {
    return counts.path(name).asLong(0);
  }
}
