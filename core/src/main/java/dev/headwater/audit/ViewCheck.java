package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.projection.VersionedView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a view, and then at its stream, came to.
 *
 * @param kind {@code null} when nothing is wrong
 * @param stored {@code null} when nothing is
 * @param head the view that is right; {@code null} when the stream cannot be read or folded
 * @param fields that differ
 */
record ViewCheck<V>(
    @Nullable Kind kind,
    @Nullable StoredView stored,
    @Nullable VersionedView<V> head,
    Map<String, StoredView.Difference> fields) {
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

  /** A view that lags behind its stream is right as soon as it shows what was there at first. */
  boolean isRightAsOf(long version) {
    return kind == null || (kind == Kind.BEHIND && storedVersion() >= version);
  }

  /** A store may have to forget such a view before it takes the right one. */
  boolean isAheadOfStream() {
    return logVersion() > 0 && storedVersion() > logVersion();
  }

  boolean isRepairable() {
    return head != null && kind != Kind.UNSTORABLE;
  }

  ViewCheck<V> unsettled() {
    return new ViewCheck<>(Kind.UNSETTLED, stored, head, fields);
  }
}
