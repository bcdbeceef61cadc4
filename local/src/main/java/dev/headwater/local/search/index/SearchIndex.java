package dev.headwater.local.search.index;

import java.util.Map.Entry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An open index.
 *
 * @param uuid the name of its folder; unique even if an index of the same name is created again
 * @param definition the settings and mappings, as sent
 */
public record SearchIndex(
    String name, String uuid, ObjectNode definition, Mapping mapping, DocumentIndex documents) {

  static Mapping mapping(JsonObject definition) {
    SettingsCheck.check(definition.object("settings"));
    return MappingReader.read(definition.object("mappings"));
  }

  SearchIndex withDocuments(DocumentIndex reopened) {
    return new SearchIndex(name, uuid, definition, mapping, reopened);
  }

  SearchIndex withFields(JsonObject added) {
    ObjectNode changed = definition.deepCopy();
    ObjectNode properties = changed.withObject("/mappings/properties");
    for (Entry<String, JsonNode> field : added.node().properties()) {
      JsonNode before = properties.get(field.getKey());
      if (before != null && !before.equals(field.getValue())) {
        throw SearchException.unsupported("Changing the mapping of [" + field.getKey() + "]");
      }
      properties.set(field.getKey(), field.getValue());
    }
    return new SearchIndex(
        name, uuid, changed, mapping(new JsonObject("index", changed)), documents);
  }

  SavedCatalog.SavedIndex saved() {
    return new SavedCatalog.SavedIndex(uuid, definition);
  }
}
