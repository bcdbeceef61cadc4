package dev.headwater.projection;

import dev.headwater.event.StreamId;
import dev.headwater.event.TypeShape;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A kind of view: which streams it shows, and how they are folded. Two definitions may share a
 * projection, such as one whose views lie in a table and one for search.
 *
 * @param name of the read model in logs and metrics; 1 to 64 letters, digits, {@code _} and {@code
 *     -}
 * @param category of the streams to fold; as {@link StreamId} demands
 * @param type of the views
 * @param projection folds one stream into its view
 */
public record ViewDefinition<V, E>(
    String name, String category, Class<V> type, Projection<V, E> projection) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public ViewDefinition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A view's name has 1 to 64 letters, digits, underscores and hyphens");
    }
    StreamId.requireCategory(category);
  }

  /**
   * Identifies how stored views are folded: a hash, in 16 hexadecimal digits, of the shape of the
   * view's type (the names and types of its fields, recursively) and the projection's {@linkplain
   * Projection#revision revision}. Stores keep it with each view. Fingerprints have no order: a
   * view has this one, or is {@linkplain VersionedView#foreign foreign}.
   */
  public String fingerprint() {
    return HexFormat.of().toHexDigits(TypeShape.of(type).fingerprint(projection.revision(), ""));
  }
}
