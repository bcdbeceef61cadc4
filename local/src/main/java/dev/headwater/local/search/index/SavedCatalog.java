package dev.headwater.local.search.index;

import java.util.Map;
import java.util.NavigableSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalog in its stored form.
 *
 * @param aliases index names by alias
 */
record SavedCatalog(Map<String, SavedIndex> indices, Map<String, NavigableSet<String>> aliases) {
  static final SavedCatalog EMPTY = new SavedCatalog(Map.of(), Map.of());

  SavedCatalog {
    indices = Map.copyOf(indices);
    aliases = Map.copyOf(aliases);
  }

  record SavedIndex(String uuid, ObjectNode definition) {}
}
