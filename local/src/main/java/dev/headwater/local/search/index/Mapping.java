package dev.headwater.local.search.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an index knows; {@code dynamic: strict}, so any other one is refused. */
public final class Mapping {
  private final Map<String, MappedField> topLevel = new HashMap<>();
  private final Map<String, MappedField> all = new HashMap<>();

  Mapping(List<MappedField> fields) {
    for (MappedField field : fields) {
      topLevel.put(field.name(), field);
      all.put(field.name(), field);
      field.parts().forEach(part -> all.put(part.name(), part));
    }
  }

  /** A field that a document may have. */
  public @Nullable MappedField topLevel(String name) {
    return topLevel.get(name);
  }

  /** A field that a request may look for; {@code null} when there is none of this name. */
  public @Nullable MappedField field(String path) {
    return all.get(path);
  }
}
