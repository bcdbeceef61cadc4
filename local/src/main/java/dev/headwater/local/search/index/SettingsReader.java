package dev.headwater.local.search.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the {@code settings} of a new index. Ignores settings of shards, replicas and refresh. Of
 * analysis, supports only lower-case normalizers.
 */
final class SettingsReader {
  private static final Set<String> IGNORED =
      Set.of("number_of_shards", "number_of_replicas", "auto_expand_replicas", "refresh_interval");
  private static final Pattern NORMALIZER =
      Pattern.compile("analysis\\.normalizer\\.([^.]+)\\.(type|filter|char_filter)");
  private static final int MAX_SETTINGS = 100;

  private SettingsReader() {}

  /** The normalizers that a mapping may name; {@code lowercase} is built in. */
  static Map<String, Normalizer> normalizers(JsonObject settings) {
    var flat = new HashMap<String, JsonNode>();
    flatten("", settings.node(), flat);
    var normalizers = new HashMap<String, Normalizer>();
    normalizers.put("lowercase", Normalizer.LOWERCASE);
    flat.forEach(
        (name, value) -> {
          Matcher matcher = NORMALIZER.matcher(name);
          if (matcher.matches()) {
            read(name, matcher.group(2), value);
            boolean lowers =
                flat.containsKey("analysis.normalizer." + matcher.group(1) + ".filter");
            normalizers.put(matcher.group(1), lowers ? Normalizer.LOWERCASE : Normalizer.NONE);
          } else if (!IGNORED.contains(name)) {
            throw SearchException.unsupported("The setting [index." + name + "]");
          }
        });
    return normalizers;
  }

  /** OpenSearch treats {@code index: {a: 1}}, {@code index.a: 1} and {@code a: 1} alike. */
  private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> flat) {
    if (flat.size() > MAX_SETTINGS) {
      throw SearchException.illegal("more than " + MAX_SETTINGS + " settings");
    }
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> flatten(prefix + entry.getKey() + ".", entry.getValue(), flat));
    } else {
      String name = prefix.substring(0, prefix.length() - 1);
      flat.put(name.replaceFirst("^index\\.", ""), node);
    }
  }

  private static void read(String name, String property, JsonNode value) {
    boolean known =
        switch (property) {
          case "type" -> value.asString().equals("custom");
          case "filter" ->
              (value.isArray() && value.size() == 1)
                  ? value.get(0).asString().equals("lowercase")
                  : value.asString("").equals("lowercase");
          case "char_filter" -> value.isArray() && value.isEmpty();
          default -> false;
        };
    if (!known) {
      throw SearchException.unsupported("The value of the setting [index." + name + "]");
    }
  }
}
