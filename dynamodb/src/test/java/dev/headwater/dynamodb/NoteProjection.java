package dev.headwater.dynamodb;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The latest text of a note; an empty one removes it, one is more than it can stand, and some lead
 * to notes that cannot be stored.
 */
public record NoteProjection() implements Projection<Note, EncodedEvent> {
  public static final ViewDefinition<Note, EncodedEvent> VIEW =
      new ViewDefinition<>("notes", "NOTE", Note.class, new NoteProjection());

  public static final String POISON = "poison";
  public static final String HUGE = "huge";
  public static final String WITHOUT_STATUS = "without status";

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public @Nullable Note apply(@Nullable Note view, RecordedEvent<EncodedEvent> event) {
    String text = String.valueOf(event.event().payload().get("text"));
    if (text.equals(POISON)) {
      throw new IllegalStateException("Too much");
    }
    return switch (text) {
      case "" -> null;
      case HUGE -> new Note("x".repeat(410_000), "OPEN", event.version());
      case WITHOUT_STATUS -> new Note(text, "", event.version());
      default -> new Note(text, "OPEN", event.version());
    };
  }
}
