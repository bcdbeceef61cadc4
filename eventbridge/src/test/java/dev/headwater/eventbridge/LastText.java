package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import org.jspecify.annotations.Nullable;

/** Shows the text of the last note. */
final class LastText implements Projection<String, EncodedEvent> {
  static final ViewDefinition<String, EncodedEvent> VIEW =
      new ViewDefinition<>("last-text", Events.CATEGORY, String.class, new LastText());

  static final String POISON = "poison";

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public String apply(@Nullable String view, RecordedEvent<EncodedEvent> event) {
    String text = String.valueOf(event.event().payload().get("text"));
    if (text.equals(POISON)) {
      throw new IllegalStateException("Cannot fold " + text);
    }
    return text;
  }
}
