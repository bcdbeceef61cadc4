package dev.headwater.local.search.index;

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
public record MappedField(
    String name,
    FieldType type,
    Normalizer normalizer,
    boolean isIndexed,
    boolean hasDocValues,
    int ignoreAbove,
    List<MappedField> parts) {
  public MappedField {
    parts = List.copyOf(parts);
  }

  public boolean isSortable() {
    return type.isText() && hasDocValues;
  }

  /** The normalized term of a value; empty when the value is none of this field's type. */
  public Optional<String> term(JsonNode value) {
    return type.term(value).map(normalizer::apply);
  }
}
