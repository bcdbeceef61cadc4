package dev.headwater.local.search.index;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Accepts settings of a new index that have no effect here, and refuses all others. */
final class SettingsCheck {
  private static final Set<String> IGNORED =
      Set.of("number_of_shards", "auto_expand_replicas", "refresh_interval");

  private SettingsCheck() {}

  static void check(JsonObject settings) {
    check("", settings.node());
  }

  /** OpenSearch treats {@code index: {a: 1}}, {@code index.a: 1} and {@code a: 1} alike. */
  private static void check(String prefix, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(entry -> check(prefix + entry.getKey() + ".", entry.getValue()));
      return;
    }
    String name = prefix.substring(0, prefix.length() - 1).replaceFirst("^index\\.", "");
    if (!IGNORED.contains(name)) {
      throw SearchException.unsupported("The setting [index." + name + "]");
    }
  }
}
