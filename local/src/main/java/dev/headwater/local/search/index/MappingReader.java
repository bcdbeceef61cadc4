package dev.headwater.local.search.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import tools.jackson.databind.JsonNode;

/** Reads the {@code mappings} of a new index. */
final class MappingReader {
  private static final int MAX_FIELDS = 1000;

  private MappingReader() {}

  static Mapping read(JsonObject mappings) {
    mappings.allowing("dynamic", "properties");
    if (!mappings.get("dynamic").asString("").equals("strict")) {
      throw SearchException.unsupported("A mapping that is not [dynamic: strict]");
    }
    List<MappedField> fields = fields("", mappings.object("properties"));
    long count = fields.stream().mapToLong(field -> 1 + field.subFields().size()).sum();
    if (count > MAX_FIELDS) {
      throw SearchException.illegal("Limit of total fields [" + MAX_FIELDS + "] has been exceeded");
    }
    return new Mapping(fields);
  }

  private static List<MappedField> fields(String parent, JsonObject properties) {
    var fields = new ArrayList<MappedField>();
    for (Entry<String, JsonNode> property : properties.node().properties()) {
      String name = property.getKey();
      if (name.isBlank() || name.startsWith("_") || name.contains(".")) {
        throw SearchException.unsupported("The field name [" + name + "]");
      }
      fields.add(
          field(parent + name, JsonObject.of("mapping of " + parent + name, property.getValue())));
    }
    return fields;
  }

  private static MappedField field(String name, JsonObject given) {
    FieldType type = type(name, given);
    allowed(name, type, given);
    return new MappedField(
        name,
        type,
        normalizer(name, given),
        given.flag("index", true),
        given.flag("doc_values", type != FieldType.WILDCARD),
        fields(name + ".", given.object("fields")));
  }

  private static FieldType type(String name, JsonObject given) {
    String mappingName = given.text("type");
    FieldType type = mappingName == null ? null : FieldType.of(mappingName);
    if (type == null) {
      throw new SearchException(
          400,
          "mapper_parsing_exception",
          "The mapping type ["
              + (mappingName == null ? "object" : mappingName)
              + "] of field ["
              + name
              + "] is not supported by the local search endpoint");
    }
    return type;
  }

  private static void allowed(String name, FieldType type, JsonObject given) {
    if (name.contains(".") && given.has("fields")) {
      throw SearchException.unsupported("A sub-field with sub-fields, as [" + name + "],");
    }
    switch (type) {
      case KEYWORD -> given.allowing("type", "index", "doc_values", "normalizer", "fields");
      case WILDCARD -> given.allowing("type", "doc_values", "normalizer", "fields");
      case BOOLEAN -> given.allowing("type");
    }
  }

  private static Normalizer normalizer(String name, JsonObject given) {
    String chosen = given.text("normalizer");
    if (chosen == null) {
      return Normalizer.NONE;
    }
    if (!chosen.equals("lowercase")) {
      throw new SearchException(
          400,
          "mapper_parsing_exception",
          "normalizer [" + chosen + "] not found for field [" + name + "]");
    }
    return Normalizer.LOWERCASE;
  }
}
