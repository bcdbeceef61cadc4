package dev.headwater.local.search.index;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A field of a mapping.
 *
 * @param name the full path, such as {@code email.sort}
 * @param subFields other ways to index the same value
 */
public record MappedField(
    String name,
    FieldType type,
    Normalizer normalizer,
    boolean isIndexed,
    boolean hasDocValues,
    List<MappedField> subFields) {
  public MappedField {
    subFields = List.copyOf(subFields);
  }

  public boolean isSortable() {
    return type.isText() && hasDocValues;
  }

  /** The normalized term of a value; empty if the value is not of this field's type. */
  public Optional<String> term(JsonNode value) {
    return type.term(value).map(normalizer::apply);
  }
}
