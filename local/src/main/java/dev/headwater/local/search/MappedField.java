package dev.headwater.local.search;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A field of a mapping.
 *
 * @param name with the names of the fields above it, {@code email.sort}
 * @param ignoreAbove a longer text is kept, but not indexed
 * @param parts sub-fields: other ways in which the same value is indexed
 */
record MappedField(
    String name,
    FieldType type,
    Normalizer normalizer,
    boolean isIndexed,
    boolean hasDocValues,
    int ignoreAbove,
    List<MappedField> parts) {
  MappedField {
    parts = List.copyOf(parts);
  }

  boolean isSortable() {
    return type.isText() && hasDocValues;
  }

  /** The normalized term of a value; empty when the value is none of this field's type. */
  Optional<String> term(JsonNode value) {
    return type.term(value).map(normalizer::apply);
  }
}
