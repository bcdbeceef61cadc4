package dev.headwater.service.operations;

import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.dynamodb.backup.CommitImport.Imported;
import dev.headwater.dynamodb.backup.CommitImport.Refusal;
import dev.headwater.dynamodb.backup.StoredCommit;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.OperationException.Kind;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts commits into the events table that the caller sends, some with each call. Streams are
 * written in parallel, the commits of a stream in their order. A call that is repeated finds what
 * it has written.
 */
final class Importing implements SlicedOperation {
  private static final Duration LAST_CALLS = Duration.ofSeconds(60);
  private static final Duration RESUMABLE = Duration.ofDays(7);

  private final CommitImport target;
  private final ImportRequest request;
  private final Upload upload;
  private final Host host;

  Importing(CommitImport target, ImportRequest request, Upload upload, Host host) {
    this.target = target;
    this.request = request;
    this.upload = upload;
    this.host = host;
  }

  static Importing of(OperationStores stores, OperationRequest call, ImportRequest request) {
    return new Importing(
        stores.commitImport(call.run(), request.publish(), request.units()),
        request,
        call.upload(),
        stores.host());
  }

  @Override
  public long expectedItems() {
    return request.expected();
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
    if (from == null && request.needsEmptyTable()) {
      requireEmptyTable();
    }
    List<Supplier<Imported>> streams =
        streams().values().stream().<Supplier<Imported>>map(commits -> () -> put(commits)).toList();
    for (Imported done : host.parallelCalls().callUntilFailure(streams)) {
      totals.add("imported", done.imported());
      totals.add("present", done.present());
      if (done.refusal() != null) {
        totals.add("refused", 1);
        slice.findings().add(json(done.refusal()));
      }
    }
    slice.read().addAndGet(upload.commits().size());
    return upload.last() ? null : Json.object();
  }

  /** A repeated first call must not find commits of its own. */
  private void requireEmptyTable() {
    if (!upload.commits().isEmpty()) {
      throw OperationException.invalid("The first call must not have commits");
    }
    if (!target.isTableEmpty()) {
      throw OperationException.invalid(
          "The events table is not empty, so nothing was restored; 'headwater import' adds to what"
              + " is there");
    }
  }

  /** All are read before any is written. */
  private Map<String, List<StoredCommit>> streams() {
    Map<String, List<StoredCommit>> streams = new LinkedHashMap<>();
    for (JsonNode each : upload.commits()) {
      try {
        StoredCommit commit = StoredCommit.parse(each.toString());
        streams.computeIfAbsent(commit.stream(), first -> new ArrayList<>()).add(commit);
      } catch (IllegalArgumentException e) {
        throw OperationException.invalid(
            "commits has something that is not a commit: " + RedactedException.reason(e));
      }
    }
    return streams;
  }

  private Imported put(List<StoredCommit> commits) {
    try {
      return target.put(commits);
    } catch (UnavailableException e) {
      ConfigurationFault fault = e.configurationFault();
      if (fault != null && fault.code().contains("AccessDenied")) {
        throw new OperationException(
            Kind.MISCONFIGURED,
            "The operations function may not write events: deploy the service with"
                + " ImportEnabled=true, import again, and deploy it with ImportEnabled=false"
                + " afterwards");
      }
      throw e;
    }
  }

  private static ObjectNode json(Refusal refusal) {
    return Json.object()
        .put("kind", refusal.kind().name().toLowerCase(Locale.ROOT))
        .put("stream", refusal.stream())
        .put("version", refusal.version())
        .put("reason", refusal.reason());
  }
}
