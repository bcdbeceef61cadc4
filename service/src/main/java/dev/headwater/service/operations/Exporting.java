package dev.headwater.service.operations;

import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.ExportPosition;
import dev.headwater.service.Service;
import dev.headwater.service.operations.internal.InOrder;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers the commits of a service as they are stored: all of them, or those of some streams. */
final class Exporting implements SlicedOperation {
  /** Covers the page in progress. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);

  private static final Duration RESUMABLE = Duration.ofDays(7);

  private final CommitExport source;
  private final ExportRequest request;
  private final InOrder<ExportPosition> parts;
  private @Nullable ExportedCommits exported;

  Exporting(Service service, OperationStores stores, ExportRequest request) {
    this.source = stores.commitExport(request.units());
    this.request = request;
    List<String> streams =
        request.chosen().stream()
            .map(name -> StreamNames.read(service, name).toString())
            .distinct()
            .toList();
    List<InOrder.Part<ExportPosition>> each =
        streams.isEmpty()
            ? List.of(new Table())
            : streams.stream().<InOrder.Part<ExportPosition>>map(Stream::new).toList();
    this.parts = new InOrder<>(ExportPosition.class, each);
  }

  @Override
  public long expectedItems() {
    return request.chosen().isEmpty() ? source.approximateItems() : 0;
  }

  @Override
  public Duration reserve() {
    return LAST_CALLS;
  }

  @Override
  public Duration resumable() {
    return RESUMABLE;
  }

  @Override
  public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
    exported = new ExportedCommits(slice.findings(), totals);
    return parts.run(from, slice, totals);
  }

  @Override
  public void writeTo(ObjectNode answer) {
    sink().writeTo(answer);
  }

  private ExportedCommits sink() {
    if (exported == null) {
      throw new IllegalStateException("The slice has not run");
    }
    return exported;
  }

  /** The whole events table. */
  private final class Table implements InOrder.Part<ExportPosition> {
    @Override
    public ExportPosition begin(Slice slice) {
      return ExportPosition.begin();
    }

    @Override
    public @Nullable ExportPosition run(ExportPosition from, Slice slice, Totals totals) {
      return source.scan(from, slice.scan(request.units()), sink());
    }
  }

  /** One stream. */
  private final class Stream implements InOrder.Part<ExportPosition> {
    private final String stream;

    Stream(String stream) {
      this.stream = stream;
    }

    @Override
    public ExportPosition begin(Slice slice) {
      return ExportPosition.begin(stream);
    }

    @Override
    public @Nullable ExportPosition run(ExportPosition from, Slice slice, Totals totals) {
      long broken = totals.get("broken");
      ExportPosition next = source.stream(from, slice.scan(request.units()), sink());
      boolean isNone = next == null && from.next() == 1 && sink().isEmpty();
      if (isNone && totals.get("broken") == broken) {
        sink().missing(stream);
      }
      return next;
    }
  }
}
