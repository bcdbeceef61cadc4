package dev.headwater.event;

import org.jspecify.annotations.Nullable;

/**
 * The ids of a service's events outside their streams: unique among all events with the same {@code
 * EventIds}, and the same on every delivery.
 *
 * <p>The short form is {@code <aggregate id>@<version>}. Two categories may use the same aggregate
 * id, so in a service with several, one category has the short form, and the others have their
 * category in front: {@code <category>#<aggregate id>@<version>}. So does an aggregate of the first
 * one whose id contains {@code #}, which could otherwise pass for one of another category.
 *
 * @param shortCategory the category with the short form; {@code null} if all events have it, as
 *     they do where there is only one category
 */
public record EventIds(@Nullable String shortCategory) {
  /** Always the short form: for the events of a single category. */
  public static final EventIds PLAIN = new EventIds(null);

  public EventIds {
    if (shortCategory != null) {
      StreamId.requireCategory(shortCategory);
    }
  }

  /** The short form for this category alone: the first one of a service that has several. */
  public static EventIds shortFor(String category) {
    return new EventIds(category);
  }

  /** The id of an event. */
  public String of(RecordedEvent<?> event) {
    StreamId stream = event.stream();
    return (isShort(stream) ? stream.id() : stream.toString()) + '@' + event.version();
  }

  private boolean isShort(StreamId stream) {
    return shortCategory == null
        || (shortCategory.equals(stream.category()) && stream.id().indexOf('#') < 0);
  }
}
