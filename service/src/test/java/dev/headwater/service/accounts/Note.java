package dev.headwater.service.accounts;

import dev.headwater.Decider;
import dev.headwater.Decision;

/** The second aggregate: written once, and kept by account. */
public record Note(boolean written) {
  public sealed interface Command {
    record WriteNote(NoteId noteId, String text) implements Command {}
  }

  public record NoteId(String value) {}

  public sealed interface Event {
    record NoteWritten(String text) implements Event {}
  }

  public enum Refusal {
    WRITTEN_ALREADY
  }

  public record Rules() implements Decider<Command, Note, Event, Refusal> {
    @Override
    public Note initialState() {
      return new Note(false);
    }

    @Override
    public Decision<Event, Refusal> decide(Command command, Note note) {
      return switch (command) {
        case Command.WriteNote write ->
            note.written()
                ? Decision.reject(Refusal.WRITTEN_ALREADY)
                : Decision.accept(new Event.NoteWritten(write.text()));
      };
    }

    @Override
    public Note evolve(Note note, Event event) {
      return new Note(true);
    }
  }
}
