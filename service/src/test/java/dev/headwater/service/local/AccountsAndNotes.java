package dev.headwater.service.local;

import static dev.headwater.service.Route.get;

import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;
import dev.headwater.service.accounts.Accounts;
import dev.headwater.service.accounts.Note;
import org.jspecify.annotations.Nullable;

/** The accounts, with a view of the second aggregate. */
public final class AccountsAndNotes implements ServiceDefinition {
  @Override
  public Service describe() {
    Service accounts = new Accounts().describe();
    @SuppressWarnings("unchecked") // the description says so
    var note = (Aggregate<?, ?, Note.Event, ?>) accounts.aggregates().getLast();
    return accounts.view(
        View.of("note-view", note, NoteView.class, new Fold()).lookUp(get("/notes/{id}")));
  }

  /** A note as it was written. */
  public record NoteView(String noteId, String text) {}

  private record Fold() implements Projection<NoteView, Note.Event> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public NoteView apply(@Nullable NoteView view, RecordedEvent<Note.Event> recorded) {
      return switch (recorded.event()) {
        case Note.Event.NoteWritten(String text) -> new NoteView(recorded.stream().id(), text);
      };
    }
  }
}
