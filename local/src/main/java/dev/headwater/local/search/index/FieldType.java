package dev.headwater.local.search.index;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The supported field types. Values of every type are indexed as a single term. */
public enum FieldType {
  KEYWORD,
  WILDCARD,
  BOOLEAN;

  public String mappingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable FieldType of(String mappingName) {
    for (FieldType type : values()) {
      if (type.mappingName().equals(mappingName)) {
        return type;
      }
    }
    return null;
  }

  /** Whether the type supports wildcards and normalizers. */
  public boolean isText() {
    return this == KEYWORD || this == WILDCARD;
  }

  /** The term of a value; empty if the value is not of this type. */
  Optional<String> term(JsonNode value) {
    if (value.isContainer() || value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    String text = value.asString();
    return this == BOOLEAN
        ? Optional.of(text).filter(flag -> flag.equals("true") || flag.equals("false"))
        : Optional.of(text);
  }
}
