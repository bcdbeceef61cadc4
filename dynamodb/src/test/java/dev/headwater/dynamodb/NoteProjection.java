package dev.headwater.dynamodb;

import dev.headwater.EncodedEvent;
import dev.headwater.Projection;
import dev.headwater.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** The latest text of a note; an empty one removes it, and one is more than it can stand. */
record NoteProjection() implements Projection<Note, EncodedEvent> {
    static final String POISON = "poison";

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public String category() {
        return "NOTE";
    }

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
        return text.isEmpty() ? null : new Note(text, "OPEN", event.version());
    }
}
