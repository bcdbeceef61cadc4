package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.projection.VersionedView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a view and then its stream.
 *
 * @param kind {@code null} if nothing is wrong
 * @param foreign whether another projection folded the stored view, so that there is nothing to
 *     compare it with
 * @param stored {@code null} if no view is stored
 * @param head the right view; {@code null} if the stream cannot be read or folded
 * @param fields the fields that differ
 */
record ViewCheck<V>(
    @Nullable Kind kind,
    boolean foreign,
    @Nullable StoredView stored,
    @Nullable VersionedView<V> head,
    Map<String, StoredView.Difference> fields) {
  ViewCheck(
      @Nullable Kind kind,
      @Nullable StoredView stored,
      @Nullable VersionedView<V> head,
      Map<String, StoredView.Difference> fields) {
    this(kind, false, stored, head, fields);
  }

  static <V> ViewCheck<V> ofForeign(StoredView stored, VersionedView<V> head) {
    return new ViewCheck<>(null, true, stored, head, Map.of());
  }

  static <V> ViewCheck<V> of(
      @Nullable Kind kind, @Nullable StoredView stored, @Nullable VersionedView<V> head) {
    return new ViewCheck<>(kind, stored, head, Map.of());
  }

  long storedVersion() {
    return stored == null ? 0 : stored.version();
  }

  long logVersion() {
    return head == null ? 0 : head.version();
  }

  boolean isRight() {
    return kind == null;
  }

  /** A view that is behind a moving stream counts as right once it has reached this version. */
  boolean isRightAsOf(long version) {
    return isRight() || (kind == Kind.BEHIND && storedVersion() >= version);
  }

  /** A store may have to forget such a view before it accepts the right one. */
  boolean isAheadOfStream() {
    return logVersion() > 0 && storedVersion() > logVersion();
  }

  boolean isRepairable() {
    return head != null && kind != Kind.UNSTORABLE;
  }

  /** The same of a stream that kept moving; what cannot be repaired stays as it is. */
  ViewCheck<V> unsettled() {
    return !isRepairable() ? this : new ViewCheck<>(Kind.UNSETTLED, stored, head, fields);
  }
}
