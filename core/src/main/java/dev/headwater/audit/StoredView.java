package dev.headwater.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A view as a store holds it, readable or not.
 *
 * @param version {@link #NO_VERSION} if it has no readable version
 * @param fields as stored, without the key and the version; those of a tombstone mark it as one
 * @param place its place in the lists; empty if it is in none
 * @param readable whether it can be decoded
 * @param foreign whether another projection folded it
 * @param listed whether the lists show it at its place, in this form
 */
public record StoredView(
    long version,
    Map<String, Object> fields,
    String place,
    boolean readable,
    boolean foreign,
    boolean listed) {
  /** For a view whose version cannot be read. */
  public static final long NO_VERSION = -1;

  public StoredView {
    fields = Map.copyOf(fields);
  }

  /** Whether both are stored identically, regardless of the lists. */
  public boolean isSameAs(StoredView other) {
    return version == other.version && fields.equals(other.fields) && place.equals(other.place);
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

  /** Omits the values, which may be personal: they must not end up in a log line. */
  @Override
  public String toString() {
    return "StoredView[version=" + version + ", …]";
  }

  /**
   * A field with a wrong value.
   *
   * @param stored {@code null} if the field is absent
   * @param right {@code null} if it should be absent
   */
  public record Difference(@Nullable Object stored, @Nullable Object right) {
    /** Omits the values, which may be personal: they must not end up in a log line. */
    @Override
    public String toString() {
      return "Difference[…]";
    }
  }
}
