package dev.headwater.dynamodb;

import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lists notes by status, in the order of their rank; a draft is in no list. Its exceptions quote
 * what they should not.
 */
public final class NoteFormat implements ViewFormat<Note> {
  public static final String LIST = "list";
  public static final String DRAFT = "DRAFT";

  /** The text of a note that can be written and not be read. */
  public static final String ILLEGIBLE = "illegible";

  private final String fingerprint;

  public NoteFormat() {
    this("notes");
  }

  /** Notes as the projection with this fingerprint folds them. */
  public NoteFormat(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String keyName() {
    return "id";
  }

  @Override
  public Map<String, Object> encode(Note note) {
    if (note.status().isEmpty()) {
      throw new IllegalStateException("Without a status: " + note.text());
    }
    return Map.of("text", note.text(), "status", note.status(), "rank", note.rank());
  }

  @Override
  public Note decode(Map<String, Object> fields) {
    if (fields.get("text") instanceof String text
        && fields.get("status") instanceof String status
        && fields.get("rank") instanceof Long rank
        && !text.equals(ILLEGIBLE)) {
      return new Note(text, status, rank);
    }
    throw new IllegalArgumentException("No note: " + fields);
  }

  @Override
  public List<ViewList<Note>> lists() {
    return List.of(
        new ViewList<>(
            LIST,
            true,
            note ->
                note.status().equals(DRAFT)
                    ? null
                    : new IndexEntry(note.status(), sort(note.rank()))));
  }

  public static String sort(long rank) {
    return String.format(Locale.ROOT, "%06d", rank);
  }
}
