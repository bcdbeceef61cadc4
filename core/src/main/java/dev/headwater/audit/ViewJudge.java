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
 * Reads views first and their streams second. So a view with a later version than its stream really
 * is ahead; one with an earlier version is compared with the fold up to that version.
 */
record ViewJudge<V, E>(ViewEvidence<V, E> evidence, AuditableViews<V> model) {
  /** Splits ids into batches: each check holds views, which limits how many fit in memory. */
  static List<List<String>> batches(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += ViewAudit.BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + ViewAudit.BATCH)));
    }
    return batches;
  }

  /**
   * @param ids a batch
   */
  Map<String, ViewCheck<V>> check(List<String> ids) {
    Map<String, StoredView> stored = evidence.call(() -> model.read(ids));
    List<Supplier<ViewCheck<V>>> calls = new ArrayList<>();
    ids.forEach(id -> calls.add(() -> judge(id, stored.get(id))));
    List<ViewCheck<V>> judged = evidence.host().parallelCalls().callUntilFailure(calls);
    Map<String, ViewCheck<V>> checks = new LinkedHashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      checks.put(ids.get(index), judged.get(index));
    }
    return checks;
  }

  private ViewCheck<V> judge(String id, @Nullable StoredView stored) {
    try {
      return judge(id, stored, evidence.fold(id, stored == null ? 0 : stored.version()));
    } catch (UnreadableEventException e) {
      return ViewCheck.of(Kind.UNREADABLE, stored, null);
    }
  }

  /** Compares a stored view with the fold of its stream. */
  ViewCheck<V> judge(String id, @Nullable StoredView stored, FoldedView<V> folded) {
    if (folded.failed()) {
      return ViewCheck.of(Kind.UNREADABLE, stored, null);
    }
    return stored == null ? judgeAbsent(id, folded) : judgeStored(id, stored, folded);
  }

  private ViewCheck<V> judgeAbsent(String id, FoldedView<V> folded) {
    VersionedView<V> head = folded.head();
    if (folded.mayBeAbsent()) {
      return ViewCheck.of(null, null, head);
    }
    if (form(id, head) != null) {
      return ViewCheck.of(Kind.MISSING, null, head);
    }
    // If no tombstone can be stored under this id, no late view can either.
    return ViewCheck.of(head.view() == null ? null : Kind.UNSTORABLE, null, head);
  }

  private ViewCheck<V> judgeStored(String id, StoredView stored, FoldedView<V> folded) {
    VersionedView<V> head = folded.head();
    if (head.version() == 0) {
      return ViewCheck.of(Kind.ORPHAN, stored, head);
    }
    StoredView right = form(id, head);
    if (right == null) {
      return ViewCheck.of(Kind.UNSTORABLE, stored, head);
    }
    boolean foreign = stored.foreign() && stored.version() >= 1;
    if (!foreign && !stored.readable()) {
      return new ViewCheck<>(Kind.UNREADABLE, stored, head, stored.differences(right));
    }
    if (stored.version() > head.version()) {
      return new ViewCheck<>(Kind.AHEAD, stored, head, stored.differences(right));
    }
    if (foreign) {
      return ViewCheck.ofForeign(stored, head);
    }
    if (stored.version() == head.version()) {
      return compare(stored, right, head);
    }
    VersionedView<V> earlier = folded.earlier();
    StoredView rightEarlier = earlier == null ? null : form(id, earlier);
    return rightEarlier == null
        ? new ViewCheck<>(Kind.DIFFERENT, stored, head, stored.differences(right))
        : compare(stored, rightEarlier, head);
  }

  private ViewCheck<V> compare(StoredView stored, StoredView right, VersionedView<V> head) {
    if (!stored.fields().equals(right.fields())) {
      return new ViewCheck<>(Kind.DIFFERENT, stored, head, stored.differences(right));
    }
    if (!stored.place().equals(right.place())) {
      return ViewCheck.of(Kind.LIST_ENTRY, stored, head);
    }
    if (stored.version() < head.version()) {
      return ViewCheck.of(Kind.BEHIND, stored, head);
    }
    return ViewCheck.of(stored.listed() ? null : Kind.LIST_ENTRY, stored, head);
  }

  /** The form in which the view would be stored; {@code null} if it cannot be. */
  private @Nullable StoredView form(String id, VersionedView<V> view) {
    try {
      return model.form(id, view);
    } catch (IllegalArgumentException unstorable) {
      return null;
    }
  }
}
