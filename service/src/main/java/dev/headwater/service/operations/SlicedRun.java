package dev.headwater.service.operations;

import dev.headwater.dynamodb.operations.OperationRun;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.Host;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.OperationException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call's part of a run, under its lease.
 *
 * <p>The caller carries the run's position from answer to request. The table remembers the one that
 * the caller came with: so after an interruption, a resumed run repeats what the caller never heard
 * of.
 */
final class SlicedRun {
  private static final String AT = "at";
  private static final String READ = "read";
  private static final String EXPECTED = "expected";
  private static final String TOTALS = "totals";

  private final OperationRequest request;
  private final SlicedOperation operation;
  private final OperationsTable table;
  private final Host host;
  private final ObjectNode answer;

  SlicedRun(OperationRequest request, SlicedOperation operation, Audits audits, ObjectNode answer) {
    this.request = request;
    this.operation = operation;
    this.table = audits.operations();
    this.host = audits.host();
    this.answer = answer;
  }

  /** Writes what was done into the answer, even if it fails in the middle. */
  void run(Instant deadline) {
    if (request.stop()) {
      table.release(operation.lease(), request.run());
      return;
    }
    Instant end = end(deadline);
    ObjectNode position = request.from() == null ? begin() : goOn(request.from());
    Findings findings = new Findings();
    AtomicLong read = new AtomicLong();
    ObjectNode at = position.path(AT) instanceof ObjectNode object ? object : null;
    Totals totals = new Totals(counts(position));
    boolean failed = true;
    ObjectNode next;
    try (HeldLease lease = new HeldLease(table, operation.lease(), request.run())) {
      Slice slice =
          new Slice(
              () -> lease.isLost() || findings.areEnough() || !host.clock().instant().isBefore(end),
              findings,
              read);
      next = operation.run(at, slice, totals);
      if (lease.isLost()) {
        throw takenOver();
      }
      failed = false;
    } finally {
      findings.writeTo(answer);
      answer.set(TOTALS, totals.counts());
      if (failed) {
        table.release(operation.lease(), request.run());
      }
    }
    end(position, read.get(), next);
  }

  private static ObjectNode counts(ObjectNode position) {
    return position.path(TOTALS) instanceof ObjectNode counts ? counts.deepCopy() : Json.object();
  }

  private Instant end(Instant deadline) {
    Instant now = host.clock().instant();
    Instant last = deadline.minus(operation.reserve());
    if (!now.isBefore(last)) {
      throw new OperationException(
          Kind.MISCONFIGURED,
          "The function's Timeout is too short: this needs at least "
              + operation.reserve().plus(Duration.between(deadline, now)).toSeconds()
              + " seconds more");
    }
    Instant wanted = now.plusSeconds(request.seconds());
    return wanted.isBefore(last) ? wanted : last;
  }

  private ObjectNode begin() {
    OperationRun last = table.last(operation.lease()).orElse(null);
    ObjectNode position = request.resume() ? resumed(last) : fresh();
    OperationRun run =
        new OperationRun(
            request.run(),
            request.by(),
            host.clock().instant(),
            description(),
            position.toString(),
            host.clock().instant());
    if (!table.begin(operation.lease(), run)) {
      throw busy(table.last(operation.lease()).orElse(run));
    }
    if (last != null && last.isOpen() && !last.id().equals(request.run())) {
      answer.set("earlier", told(last));
    }
    return position;
  }

  /** What was asked for, so that only the same can be resumed. */
  private String description() {
    return request.operation() + ' ' + request.arguments();
  }

  private ObjectNode fresh() {
    ObjectNode position = Json.object();
    position.put(READ, 0L).put(EXPECTED, operation.expectedItems());
    position.putObject(TOTALS);
    return position;
  }

  private ObjectNode resumed(@Nullable OperationRun last) {
    if (last != null && last.id().equals(request.run()) && !last.isOpen()) {
      return fresh(); // it came to its end in a call whose answer was lost
    }
    if (last == null || !last.isOpen()) {
      throw new OperationException(
          Kind.NOTHING_TO_RESUME, "There is no interrupted run to resume: begin one");
    }
    if (!last.arguments().equals(description())) {
      throw OperationException.invalid(
          "The interrupted run was asked for something else, so this cannot resume it: "
              + last.arguments());
    }
    return stored(last);
  }

  private static ObjectNode stored(OperationRun last) {
    JsonNode position = JsonMapper.shared().readTree(last.position());
    return position instanceof ObjectNode object ? object : Json.object();
  }

  private ObjectNode goOn(ObjectNode from) {
    if (!table.renew(operation.lease(), request.run(), from.toString())) {
      throw takenOver();
    }
    return from;
  }

  private OperationException busy(OperationRun other) {
    ObjectNode told = told(other);
    answer.set("other", told);
    return new OperationException(
        Kind.BUSY,
        other.by()
            + " has been at it since "
            + told.path("since").asString()
            + ", so this did not begin. If that was stopped, its lease ends by "
            + other.leaseEnd().truncatedTo(ChronoUnit.SECONDS));
  }

  private static OperationException takenOver() {
    return new OperationException(
        Kind.BUSY, "Another run has begun meanwhile, so this one has ended");
  }

  private static ObjectNode told(OperationRun run) {
    ObjectNode told = Json.object().put("by", run.by());
    told.put("since", run.since().truncatedTo(ChronoUnit.SECONDS).toString());
    if (run.isOpen()) {
      ObjectNode position = stored(run);
      told.put(READ, position.path(READ).asLong(0));
      told.put(EXPECTED, position.path(EXPECTED).asLong(0));
    }
    return told;
  }

  private void end(ObjectNode position, long read, @Nullable ObjectNode next) {
    long readSoFar = position.path(READ).asLong(0) + read;
    long expected = position.path(EXPECTED).asLong(0);
    answer.put(READ, readSoFar).put(EXPECTED, expected).put("done", next == null);
    if (next == null) {
      table.end(operation.lease(), request.run());
      return;
    }
    ObjectNode from = Json.object().put(READ, readSoFar).put(EXPECTED, expected);
    from.set(TOTALS, answer.path(TOTALS));
    from.set(AT, next);
    answer.set("from", from);
    table.keep(operation.lease(), request.run());
  }
}
