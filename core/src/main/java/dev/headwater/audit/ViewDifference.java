package dev.headwater.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A view that differs from the fold of its stream.
 *
 * @param readModel the view's projection; {@link #LOG} if the stream itself is at fault
 * @param stream the view's stream
 * @param storedVersion 0 if nothing is stored, {@link StoredView#NO_VERSION} if it cannot be read
 * @param logVersion the version of the stream's last event; 0 if there is none or it cannot be read
 * @param fields the fields that differ, sorted by name, if there is something to compare; the
 *     values may be personal
 * @param repaired whether the view is now right
 * @param reason why the events cannot be read or folded, if that is at fault; quotes no content
 */
public record ViewDifference(
    Kind kind,
    String readModel,
    String stream,
    long storedVersion,
    long logVersion,
    Map<String, StoredView.Difference> fields,
    boolean repaired,
    @Nullable String reason) {
  /** Used in place of a read model if the events cannot be read or folded. */
  public static final String LOG = "log";

  public ViewDifference {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** The approximate size of the fields' values. */
  long characters() {
    return fields.values().stream()
        .mapToLong(
            values ->
                String.valueOf(values.stored()).length()
                    + (long) String.valueOf(values.right()).length())
        .sum();
  }

  ViewDifference asRepaired() {
    return new ViewDifference(
        kind, readModel, stream, storedVersion, logVersion, fields, true, reason);
  }

  /**
   * What can be wrong. All of it can be repaired except {@link #UNSTORABLE} and unreadable events.
   */
  public enum Kind {
    /** No view is stored, or no tombstone of a removed one. */
    MISSING,
    /** The view is right as of an earlier version, and does not catch up. */
    BEHIND,
    /** The view has a later version than the log, as after a restore from a backup. */
    AHEAD,
    /** The view's content is wrong for its version. */
    DIFFERENT,
    /** The view's stream does not exist. */
    ORPHAN,
    /** The view is right, but has the wrong place in the lists, or none. */
    LIST_ENTRY,
    /** The view, or the stream itself, cannot be read. */
    UNREADABLE,
    /** The view that the events lead to cannot be stored. */
    UNSTORABLE,
    /** The stream kept changing, and its view did not keep up. */
    UNSETTLED
  }
}
