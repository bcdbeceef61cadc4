package dev.headwater.service.operations;

import dev.headwater.dynamodb.operations.OperationRun;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.Host;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.OperationException.Kind;
import dev.headwater.service.operations.internal.Positions;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call's part of a run, under its lease.
 *
 * <p>The caller carries the run's position from answer to request. The table remembers the one that
 * the caller came with, until the caller says that it has the last answer. So what a lost answer
 * had found is found again: by the same call, or by a run that is resumed. What a lost answer had
 * repaired is right by then, and only in the log.
 */
final class SlicedRun {
  private static final Logger LOG = LoggerFactory.getLogger(SlicedRun.class);
  private static final String AT = "at";
  private static final String BEGUN = "begun";
  private static final String DEPLOYED = "deployed";
  private static final String EXPECTED = "expected";
  private static final String READ = "read";
  private static final String TOTALS = "totals";

  private final OperationRequest request;
  private final SlicedOperation operation;
  private final String deployed;
  private final OperationsTable table;
  private final Host host;
  private final ObjectNode answer;

  /**
   * @param deployed identifies what is deployed: positions are of no use to anything else
   */
  SlicedRun(
      OperationRequest request,
      SlicedOperation operation,
      String deployed,
      OperationStores stores,
      ObjectNode answer) {
    this.request = request;
    this.operation = operation;
    this.deployed = deployed;
    this.table = stores.operations();
    this.host = stores.host();
    this.answer = answer;
  }

  /** Writes what was done into the answer, even if it fails in the middle. */
  void run(Instant deadline) {
    Instant end = endOfSlice(deadline);
    ObjectNode position = request.from() == null ? begin() : goOn(request.from());
    Findings findings = new Findings();
    AtomicLong read = new AtomicLong();
    Totals totals = new Totals(counts(position));
    boolean failed = true;
    try (HeldLease lease = new HeldLease(table, request.operation(), request.run(), host)) {
      Slice slice =
          new Slice(
              () -> lease.isLost() || findings.areEnough() || !host.clock().instant().isBefore(end),
              findings,
              read);
      ObjectNode at = position.path(AT) instanceof ObjectNode object ? object : null;
      ObjectNode next = operation.run(at, slice, totals);
      if (lease.isLost() || !lease.renewNow()) {
        throw takenOver();
      }
      finish(position, read.get(), totals, next);
      operation.writeTo(answer);
      failed = false;
    } finally {
      findings.writeTo(answer);
      answer.set(TOTALS, totals.counts());
      LOG.info(
          "{} by {}, run {}: {}, {}",
          request.operation(),
          request.by(),
          request.run(),
          failed ? "failed" : "slice done",
          totals.counts());
      if (failed) {
        table.release(request.operation(), request.run());
      }
    }
  }

  private static ObjectNode counts(ObjectNode position) {
    return position.path(TOTALS) instanceof ObjectNode counts ? counts.deepCopy() : Json.object();
  }

  private Instant endOfSlice(Instant deadline) {
    Instant now = host.clock().instant();
    Instant last = end(operation, now, deadline);
    Instant wanted = now.plusSeconds(request.seconds());
    return wanted.isBefore(last) ? wanted : last;
  }

  /**
   * When an operation must begin nothing more.
   *
   * @param deadline of the call
   * @throws OperationException if it must not even begin
   */
  static Instant end(SlicedOperation operation, Instant now, Instant deadline) {
    Instant last = deadline.minus(operation.reserve());
    if (!now.isBefore(last)) {
      throw new OperationException(
          Kind.MISCONFIGURED,
          "The function's Timeout is too short: this needs "
              + Duration.between(last, now).plusSeconds(1).toSeconds()
              + " seconds more");
    }
    return last;
  }

  private ObjectNode begin() {
    OperationRun last = table.last(request.operation()).orElse(null);
    ObjectNode position = request.resume() ? resumed(last) : fresh();
    Instant now = host.clock().instant();
    OperationRun run =
        new OperationRun(
            request.run(),
            request.by(),
            now,
            request.description(),
            position.toString(),
            now.plus(OperationsTable.LEASE));
    if (!table.begin(request.operation(), run)) {
      throw busy(table.last(request.operation()).orElse(run));
    }
    if (last != null && last.isOpen() && !last.id().equals(request.run())) {
      answer.set("earlier", describe(last));
    }
    return position;
  }

  private ObjectNode fresh() {
    ObjectNode position =
        Json.object()
            .put(BEGUN, host.clock().millis())
            .put(DEPLOYED, deployed)
            .put(READ, 0L)
            .put(EXPECTED, operation.expectedItems());
    position.putObject(TOTALS);
    return position;
  }

  private ObjectNode resumed(@Nullable OperationRun last) {
    if (last == null || !last.isOpen()) {
      throw new OperationException(
          Kind.NOTHING_TO_RESUME, "There is no interrupted run to resume: begin one");
    }
    if (!last.arguments().equals(request.description())) {
      throw OperationException.invalid(
          "The interrupted run had other options, so this cannot resume it: " + last.arguments());
    }
    ObjectNode position = checked(stored(last));
    Instant begun = Instant.ofEpochMilli(position.path(BEGUN).asLong(0));
    if (host.elapsedSince(begun).compareTo(operation.resumable()) > 0) {
      throw new OperationException(
          Kind.NOTHING_TO_RESUME,
          "The interrupted run began too long ago to be resumed, at "
              + begun.truncatedTo(ChronoUnit.SECONDS)
              + ": begin another");
    }
    return position;
  }

  private static ObjectNode stored(OperationRun last) {
    JsonNode position = JsonMapper.shared().readTree(last.position());
    return position instanceof ObjectNode object ? object : Json.object();
  }

  private ObjectNode goOn(ObjectNode from) {
    ObjectNode position = checked(from);
    if (!table.goOn(request.operation(), request.run(), position.toString())) {
      throw takenOver();
    }
    return position;
  }

  private ObjectNode checked(ObjectNode position) {
    if (!position.path(DEPLOYED).asString("").equals(deployed)) {
      throw Positions.unknown();
    }
    return position;
  }

  private OperationException busy(OperationRun other) {
    answer.set("other", describe(other));
    return new OperationException(
        Kind.BUSY,
        other.by()
            + " is running "
            + request.operation()
            + " since "
            + other.since().truncatedTo(ChronoUnit.SECONDS)
            + ", so this did not begin. If that run was killed, its lease ends by "
            + other.leaseEnd().truncatedTo(ChronoUnit.SECONDS));
  }

  private static OperationException takenOver() {
    return new OperationException(
        Kind.BUSY, "This run has ended, because it was stopped or another one has begun");
  }

  private static ObjectNode describe(OperationRun run) {
    ObjectNode described = Json.object().put("by", run.by());
    described.put("since", run.since().truncatedTo(ChronoUnit.SECONDS).toString());
    if (run.isOpen()) {
      ObjectNode position = stored(run);
      described.put(READ, position.path(READ).asLong(0));
      described.put(EXPECTED, position.path(EXPECTED).asLong(0));
    }
    return described;
  }

  /** After the last slice, only the lease ends: the caller may not receive the answer. */
  private void finish(ObjectNode position, long read, Totals totals, @Nullable ObjectNode next) {
    ObjectNode from = position.deepCopy();
    from.put(READ, position.path(READ).asLong(0) + read);
    from.set(TOTALS, totals.counts());
    if (next == null) {
      table.release(request.operation(), request.run());
    } else {
      from.set(AT, next);
      answer.set("from", from);
    }
    answer.set(READ, from.path(READ));
    answer.set(EXPECTED, from.path(EXPECTED));
    answer.put("done", next == null);
  }
}
