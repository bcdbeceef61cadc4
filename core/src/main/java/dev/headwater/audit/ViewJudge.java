package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.projection.VersionedView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at views, and then at their streams: so a view that shows more than its stream is truly
 * ahead, and one that shows less is compared with the fold up to where it is.
 */
public record ViewJudge<V, E>(ViewEvidence<V, E> evidence, AuditableViews<V> model) {
  /** As many views as one request takes. */
  public static final int BATCH = 100;

  /** What can be looked at together: verdicts hold views, and memory shall hold few of these. */
  static List<List<String>> batches(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }

  /**
   * @param ids a batch
   */
  Map<String, ViewCheck<V>> look(List<String> ids) {
    Map<String, StoredView> stored = evidence.call(() -> model.read(ids));
    List<Supplier<ViewCheck<V>>> calls = new ArrayList<>();
    ids.forEach(id -> calls.add(() -> judge(id, stored.get(id))));
    List<ViewCheck<V>> judged = evidence.host().parallelCalls().callUntilFailure(calls);
    Map<String, ViewCheck<V>> verdicts = new LinkedHashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      verdicts.put(ids.get(index), judged.get(index));
    }
    return verdicts;
  }

  private ViewCheck<V> judge(String id, @Nullable StoredView stored) {
    FoldedView<V> folded;
    try {
      folded = evidence.fold(id, stored == null ? 0 : stored.version());
    } catch (UnreadableEventException e) {
      return ViewCheck.of(Kind.UNREADABLE, stored, null);
    }
    if (folded.failed()) {
      return ViewCheck.of(Kind.UNREADABLE, stored, null);
    }
    return stored == null ? judgeAbsent(id, folded) : judge(id, stored, folded);
  }

  private ViewCheck<V> judgeAbsent(String id, FoldedView<V> folded) {
    VersionedView<V> head = folded.head();
    if (mayBeAbsent(folded)) {
      return ViewCheck.of(null, null, head);
    }
    if (form(id, head) != null) {
      return ViewCheck.of(Kind.MISSING, null, head);
    }
    // Where no tombstone can be stored, no late view can.
    return ViewCheck.of(head.view() == null ? null : Kind.UNSTORABLE, null, head);
  }

  /** A removed view is not: without its tombstone, a late message would bring it back. */
  private static boolean mayBeAbsent(FoldedView<?> folded) {
    return folded.head().view() == null && !folded.removed();
  }

  private ViewCheck<V> judge(String id, StoredView stored, FoldedView<V> folded) {
    VersionedView<V> head = folded.head();
    if (head.version() == 0) {
      return ViewCheck.of(Kind.ORPHAN, stored, head);
    }
    StoredView right = form(id, head);
    if (right == null) {
      return ViewCheck.of(Kind.UNSTORABLE, stored, head);
    }
    if (!stored.readable()) {
      return new ViewCheck<>(Kind.UNREADABLE, stored, head, stored.differences(right));
    }
    if (stored.version() > head.version()) {
      return new ViewCheck<>(Kind.AHEAD, stored, head, stored.differences(right));
    }
    VersionedView<V> then = folded.earlier();
    StoredView rightThen = then == null ? null : form(id, then);
    return rightThen == null
        ? new ViewCheck<>(Kind.DIFFERENT, stored, head, stored.differences(right))
        : compare(stored, rightThen, head);
  }

  private ViewCheck<V> compare(StoredView stored, StoredView right, VersionedView<V> head) {
    Map<String, StoredView.Difference> differences = stored.differences(right);
    if (!differences.isEmpty()) {
      return new ViewCheck<>(Kind.DIFFERENT, stored, head, differences);
    }
    if (!stored.place().equals(right.place())) {
      return ViewCheck.of(Kind.LIST_ENTRY, stored, head);
    }
    if (stored.version() < head.version()) {
      return ViewCheck.of(Kind.BEHIND, stored, head);
    }
    return ViewCheck.of(stored.listed() ? null : Kind.LIST_ENTRY, stored, head);
  }

  /** How the view would be stored; {@code null} when it cannot be. */
  private @Nullable StoredView form(String id, VersionedView<V> view) {
    try {
      return model.form(id, view);
    } catch (IllegalArgumentException unstorable) {
      return null;
    }
  }

  /** Whether the store shows just this. */
  boolean shows(@Nullable StoredView stored, String id, FoldedView<V> folded) {
    if (stored == null) {
      return mayBeAbsent(folded);
    }
    StoredView right = form(id, folded.head());
    return right != null && stored.listed() && stored.isSameAs(right);
  }
}
