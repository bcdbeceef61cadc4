package dev.headwater.audit;

import dev.headwater.event.StreamId;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one attempt to repair wrong views. Check the views afterwards: a projector may have been
 * faster, or the store may have refused.
 */
final class RepairWrites<V, E> {
  private final ViewEvidence<V, E> evidence;
  private final AuditableViews<V> model;
  private final Projector<V, E> projector;

  RepairWrites(ViewEvidence<V, E> evidence, AuditableViews<V> model) {
    this.evidence = evidence;
    this.model = model;
    this.projector = evidence.projector(model.views());
  }

  /**
   * @param wrong repairable views, at most one batch
   */
  void repair(Map<String, ViewCheck<V>> wrong) {
    List<Delivery> doorbells = new ArrayList<>();
    wrong.forEach(
        (id, check) -> {
          switch (Objects.requireNonNull(check.kind())) {
            case MISSING, BEHIND -> doorbells.add(doorbell(id));
            case ORPHAN -> remove(id, check);
            case AHEAD, DIFFERENT, LIST_ENTRY, UNREADABLE -> replace(id, check);
            case UNSETTLED -> {
              if (check.stored() == null) {
                doorbells.add(doorbell(id));
              } else {
                replace(id, check);
              }
            }
            case UNSTORABLE -> {}
          }
        });
    if (!doorbells.isEmpty()) {
      projector.project(doorbells, Instant.MAX);
    }
  }

  private Delivery doorbell(String id) {
    StreamId stream = Objects.requireNonNull(evidence.stream(id), "A missing view has a stream");
    return new Delivery.Repair("verify " + id, stream);
  }

  private void replace(String id, ViewCheck<V> check) {
    var stored = check.stored();
    VersionedView<V> head = check.head();
    if (stored != null && head != null) {
      evidence.call(() -> model.replace(id, stored, head));
    }
  }

  private void remove(String id, ViewCheck<V> check) {
    var stored = check.stored();
    if (stored != null) {
      evidence.call(() -> model.remove(id, stored));
    }
  }
}
