package dev.headwater.local.search.index;

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

  SavedCatalog.SavedIndex saved() {
    return new SavedCatalog.SavedIndex(uuid, definition);
  }
}
