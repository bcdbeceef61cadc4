package dev.headwater.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A view as a store holds it, whether anybody can read it or not.
 *
 * @param version {@link #NO_VERSION} when it has none that can be read
 * @param fields as they are stored, without the key and the version; those of a tombstone say so
 * @param place where lists have it; empty when it is in none
 * @param readable whether it can be decoded
 * @param listed whether lists show it as it is, at its place
 */
public record StoredView(
    long version, Map<String, Object> fields, String place, boolean readable, boolean listed) {
  /** Of a view that was damaged so far. */
  public static final long NO_VERSION = -1;

  public StoredView {
    fields = Map.copyOf(fields);
  }

  /** Whether the same is stored, whatever lists show. */
  public boolean isSameAs(StoredView other) {
    return version == other.version && hasContentOf(other);
  }

  /** Whether it says the same, whatever its version. */
  public boolean hasContentOf(StoredView other) {
    return fields.equals(other.fields) && place.equals(other.place);
  }

  /** The fields that differ, by name. */
  public Map<String, Difference> differences(StoredView right) {
    Set<String> names = new TreeSet<>(fields.keySet());
    names.addAll(right.fields.keySet());
    Map<String, Difference> differences = new TreeMap<>();
    for (String name : names) {
      Difference difference = new Difference(fields.get(name), right.fields.get(name));
      if (!Objects.equals(difference.stored, difference.right)) {
        differences.put(name, difference);
      }
    }
    return Collections.unmodifiableMap(differences);
  }

  /** Possibly personal: never let it slip into a log line. */
  @Override
  public String toString() {
    return "StoredView[version=" + version + ", …]";
  }

  /**
   * A field that is not what it should be.
   *
   * @param stored {@code null} when the field is absent
   * @param right {@code null} when it should be
   */
  public record Difference(@Nullable Object stored, @Nullable Object right) {
    /** Possibly personal: never let it slip into a log line. */
    @Override
    public String toString() {
      return "Difference[…]";
    }
  }
}
