package dev.headwater.service.operations.internal;

import dev.headwater.service.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of an operation, one after another, such as the views of a service. A position is a
 * part's number and a position in that part.
 *
 * @param <P> positions in a part
 */
public record InOrder<P>(Class<P> positions, List<Part<P>> parts) {
  private static final String PART = "part";
  private static final String AT = "at";

  public InOrder {
    parts = List.copyOf(parts);
  }

  /** One of the parts. */
  public interface Part<P> {
    /** Where it begins. */
    P begin(Slice slice);

    /** Does some of it. Returns where that goes on; {@code null} at its end. */
    @Nullable P run(P from, Slice slice, Totals totals);
  }

  /** As {@link SlicedOperation#run} does. */
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    int number = from == null ? 0 : from.path(PART).asInt(0);
    if (number < 0 || number >= parts.size()) {
      throw Positions.unknown();
    }
    P position = from != null && from.has(AT) ? Positions.read(from, AT, positions) : null;
    do {
      Part<P> part = parts.get(number);
      P next = part.run(position == null ? part.begin(slice) : position, slice, totals);
      if (next != null) {
        return Positions.write(Json.object().put(PART, number), AT, next);
      }
      position = null;
      number++;
    } while (number < parts.size() && !slice.isOver().getAsBoolean());
    return number == parts.size() ? null : Json.object().put(PART, number);
  }
}
