package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.MappedField;
import dev.headwater.local.search.index.Mapping;
import dev.headwater.local.search.index.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import org.apache.lucene.search.SortField;
import tools.jackson.databind.JsonNode;

/** A field to sort hits by; documents without it come last in either direction. */
record SortKey(String field, boolean descending) {
  private static final int MAX_KEYS = 10;

  static List<SortKey> read(Mapping mapping, JsonNode sort) {
    var keys = new ArrayList<SortKey>();
    if (sort.isArray()) {
      sort.forEach(key -> keys.add(key(mapping, key)));
    } else if (!sort.isMissingNode()) {
      keys.add(key(mapping, sort));
    }
    if (keys.size() > MAX_KEYS) {
      throw SearchException.illegal("[sort] has more than " + MAX_KEYS + " keys");
    }
    return keys;
  }

  private static SortKey key(Mapping mapping, JsonNode given) {
    if (given.isString()) {
      return of(mapping, given.stringValue(), "asc");
    }
    Entry<String, JsonNode> only = JsonObject.of("sort", given).onlyMember();
    if (only.getValue().isString()) {
      return of(mapping, only.getKey(), only.getValue().stringValue());
    }
    JsonObject how = JsonObject.of("sort", only.getValue()).allowing("order", "missing");
    if (!how.get("missing").asString("_last").equals("_last")) {
      throw SearchException.unsupported("[missing] other than [_last] in [sort]");
    }
    return of(mapping, only.getKey(), how.get("order").asString("asc"));
  }

  private static SortKey of(Mapping mapping, String name, String order) {
    if (name.startsWith("_")) {
      throw SearchException.unsupported("Sorting by [" + name + "]");
    }
    MappedField field = mapping.field(name);
    if (field == null) {
      throw new SearchException(
          400, "query_shard_exception", "No mapping found for [" + name + "] in order to sort on");
    }
    if (field.type().isText() && !field.hasDocValues()) {
      throw SearchException.illegal(
          "Can't load fielddata on ["
              + name
              + "] because fielddata is"
              + " unsupported on fields of type ["
              + field.type().mappingName()
              + "]. Use doc values instead.");
    }
    if (!field.isSortable()) {
      throw SearchException.unsupported(
          "Sorting by [" + name + "] of type [" + field.type().mappingName() + "]");
    }
    return switch (order.toLowerCase(Locale.ROOT)) {
      case "asc" -> new SortKey(name, false);
      case "desc" -> new SortKey(name, true);
      default -> throw SearchException.illegal("[order] must be asc or desc");
    };
  }

  /** Lucene places missing values before it reverses the order, hence the swap. */
  SortField toLucene() {
    return new SortField(
        field,
        SortField.Type.STRING,
        descending,
        descending ? SortField.STRING_FIRST : SortField.STRING_LAST);
  }
}
