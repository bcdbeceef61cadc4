package dev.headwater.local.search.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an index; {@code dynamic: strict}, so documents with other fields are refused. */
public final class Mapping {
  private final Map<String, MappedField> topLevel = new HashMap<>();
  private final Map<String, MappedField> all = new HashMap<>();

  Mapping(List<MappedField> fields) {
    for (MappedField field : fields) {
      topLevel.put(field.name(), field);
      all.put(field.name(), field);
      field.subFields().forEach(part -> all.put(part.name(), part));
    }
  }

  /** A field of documents; {@code null} if the mapping does not have it. */
  public @Nullable MappedField topLevel(String name) {
    return topLevel.get(name);
  }

  /** A field or sub-field by its path; {@code null} if the mapping does not have it. */
  public @Nullable MappedField field(String path) {
    return all.get(path);
  }
}
