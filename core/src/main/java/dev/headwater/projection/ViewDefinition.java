package dev.headwater.projection;

import dev.headwater.event.StreamId;
import java.util.regex.Pattern;

/**
 * A kind of view: which streams it shows, and how they are folded. Two definitions may share a
 * projection, such as one whose views lie in a table and one for search.
 *
 * @param name of the read model in logs and metrics; 1 to 64 letters, digits, {@code _} and {@code
 *     -}
 * @param category of the streams to fold; as {@link StreamId} demands
 * @param projection folds one stream into its view
 */
public record ViewDefinition<V, E>(String name, String category, Projection<V, E> projection) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public ViewDefinition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A view's name has 1 to 64 letters, digits, underscores and hyphens");
    }
    StreamId.requireCategory(category);
  }
}
