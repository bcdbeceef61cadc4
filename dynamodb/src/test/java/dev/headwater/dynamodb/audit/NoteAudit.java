package dev.headwater.dynamodb.audit;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.Segments;
import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewAudit.Summary;
import dev.headwater.audit.ViewDifference;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Audits of notes in separate tables, and what the last of them reported. */
final class NoteAudit {
  static final Duration LAG = Duration.ofSeconds(5);

  final ManualHost host = new ManualHost(1);
  final NoteTables notes;
  final List<ViewDifference> differences = new ArrayList<>();
  ScanSettings settings = ScanSettings.DEFAULTS;
  StreamSample sample = StreamSample.ALL;
  Duration lag = LAG;

  /** Whether to cut a run wherever it can be cut. */
  boolean inSlices;

  Runnable whenTold = () -> {};
  List<AuditableViews<Note>> models;

  NoteAudit(LocalDynamoDb local) {
    notes = new NoteTables(local, host.host());
    models = List.of(notes.model);
  }

  Summary check() {
    return run(false);
  }

  Summary repair() {
    return run(true);
  }

  private Summary run(boolean repairing) {
    differences.clear();
    ViewAudit.Mode mode = new ViewAudit.Mode(repairing, sample, lag);
    ViewAudit<?, ?> audit = notes.audit(models);
    return inSlices ? inSlices(audit, mode) : audit.run(settings, mode, this::add);
  }

  private Summary inSlices(ViewAudit<?, ?> audit, ViewAudit.Mode mode) {
    ScanSettings shortest =
        new ScanSettings(1, 5, settings.unitsPerSecond(), settings.progress(), () -> true);
    Summary total = Summary.NONE;
    ViewAudit.Position next = new ViewAudit.Position(new Segments(16, 0), 0, null);
    while (next != null) {
      ViewAudit.Slice slice = audit.run(next, shortest, mode, this::add);
      total = total.plus(slice.summary());
      next = slice.next();
    }
    return total;
  }

  private void add(ViewDifference difference) {
    whenTold.run();
    differences.add(difference);
  }

  /** Lists that show nothing, as they may for a while. */
  static QueryResponse withoutLists(QueryResponse page) {
    return isOfList(page) ? page.toBuilder().items(List.of()).build() : page;
  }

  static boolean isOfList(QueryResponse page) {
    return page.items().stream().anyMatch(item -> item.containsKey("listShard"));
  }
}
