package dev.headwater.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A view that is not the fold of its stream.
 *
 * @param readModel the projection whose view it is; {@link #LOG} when it is the stream's own fault
 * @param stream the stream that it should be the fold of
 * @param storedVersion 0 when nothing is stored, {@link StoredView#NO_VERSION} when it is damaged
 * @param logVersion of the stream's last event; 0 when there is none, or it could not be read
 * @param fields the fields that differ, in the order of their names, where there is something to
 *     compare; possibly personal
 * @param repaired whether it is right now
 */
public record ViewDifference(
    Kind kind,
    String readModel,
    String stream,
    long storedVersion,
    long logVersion,
    Map<String, StoredView.Difference> fields,
    boolean repaired) {
  /** In place of a read model: the events cannot be read or folded. */
  public static final String LOG = "log";

  public ViewDifference {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** About how many the values of the fields have. */
  long characters() {
    return fields.values().stream()
        .mapToLong(
            values ->
                String.valueOf(values.stored()).length()
                    + (long) String.valueOf(values.right()).length())
        .sum();
  }

  ViewDifference asRepaired() {
    return new ViewDifference(kind, readModel, stream, storedVersion, logVersion, fields, true);
  }

  /**
   * What can be wrong. All of it can be repaired but {@link #UNSTORABLE}, and events that cannot be
   * read.
   */
  public enum Kind {
    /** Nothing is stored; of a removed view, not even its tombstone. */
    MISSING,
    /** The view is right as of an earlier version, and does not come forward. */
    BEHIND,
    /** The view shows more than happened, as after the log was restored from a backup. */
    AHEAD,
    /** The view shows what did not happen. */
    DIFFERENT,
    /** There is no such stream. */
    ORPHAN,
    /** The view is right, but not where lists should have it. */
    LIST_ENTRY,
    /** The view, or the stream itself, cannot be read. */
    UNREADABLE,
    /** What the events lead to cannot be stored. */
    UNSTORABLE,
    /** The stream moved whenever it was looked at, and its view did not follow in time. */
    UNSETTLED
  }
}
