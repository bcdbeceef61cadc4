package dev.headwater.service.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.audit.CommitScan;
import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.OperationRun;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.relay.EventPublisher;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.Totals;
import dev.headwater.service.status.StatusSources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a slice leaves behind that is stopped, or fails, in the middle. */
class SlicedRunTest implements OperationStores {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final Host host = Host.system();
  private final OperationsTable table;

  SlicedRunTest() {
    dynamoDb.create(
        List.of(
            new TableDeclaration(
                "Operations",
                "operations",
                Map.of("PK", "S", "SK", "S"),
                new TableDeclaration.Key("PK", "SK"),
                List.of(),
                null)));
    table = new OperationsTable(dynamoDb.client(), "operations", host);
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @Test
  void a_run_that_is_stopped_during_a_slice_does_not_take_its_lease_again() {
    assertThatExceptionOfType(OperationException.class)
        .isThrownBy(
            () ->
                run(
                    (slice, totals) -> {
                      table.release("verify", "mine");
                      totals.add("streams", 3);
                      return Json.object();
                    }))
        .withMessageStartingWith("This run has ended, because it was stopped");

    assertThat(begins("yours")).isTrue();
  }

  @Test
  void what_was_found_before_a_failure_is_answered_and_the_lease_given_back() {
    ObjectNode answer = Json.object();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                run(
                    answer,
                    (slice, totals) -> {
                      slice.findings().add(Json.object().put("kind", "missing"), Json::object);
                      totals.add("streams", 3);
                      throw new IllegalArgumentException("broken");
                    }));

    assertThat(answer.path("findings")).hasSize(1);
    assertThat(answer.path("totals").path("streams").asInt()).isEqualTo(3);
    assertThat(answer.has("done")).isFalse();
    assertThat(begins("yours")).isTrue();
  }

  @Test
  void the_last_slice_can_be_repeated_until_its_answer_is_confirmed() {
    run((slice, totals) -> null);

    assertThat(table.last("verify").map(OperationRun::isOpen)).hasValue(true);
    table.end("verify", "mine");
    assertThat(table.last("verify").map(OperationRun::isOpen)).hasValue(false);
  }

  private boolean begins(String run) {
    Instant now = host.clock().instant();
    return table.begin(
        "verify", new OperationRun(run, "me", now, "all", "{}", now.plus(OperationsTable.LEASE)));
  }

  private void run(BiFunction<Slice, Totals, @Nullable ObjectNode> work) {
    run(Json.object(), work);
  }

  private void run(ObjectNode answer, BiFunction<Slice, Totals, @Nullable ObjectNode> work) {
    OperationRequest request =
        new OperationRequest(
            "verify", Json.object(), "mine", "me", null, false, false, false, 60, Upload.NONE);
    SlicedOperation operation =
        new SlicedOperation() {
          @Override
          public long expectedItems() {
            return 9;
          }

          @Override
          public Duration reserve() {
            return Duration.ZERO;
          }

          @Override
          public Duration resumable() {
            return TIMEOUT;
          }

          @Override
          public @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals) {
            return work.apply(slice, totals);
          }
        };
    new SlicedRun(request, operation, "deployed", this, answer)
        .run(host.clock().instant().plus(TIMEOUT));
  }

  @Override
  public Settings settings() {
    return new Settings(Map.of());
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public OperationsTable operations() {
    return table;
  }

  @Override
  public <V, E> ViewRebuild<V, E> viewRebuild(View<V, E> view, int unitsPerSecond) {
    throw new AssertionError("not needed");
  }

  @Override
  public <V, E> RebuildDryRun rebuildDryRun(View<V, E> view, int unitsPerSecond) {
    throw new AssertionError("not needed");
  }

  @Override
  public <V, E> ViewAudit<V, E> viewAudit(View<V, E> view, int unitsPerSecond, boolean repairing) {
    throw new AssertionError("not needed");
  }

  @Override
  public CommitExport commitExport(int unitsPerSecond) {
    throw new AssertionError("not needed");
  }

  @Override
  public List<DeadLetters> deadLetters() {
    throw new AssertionError("not needed");
  }

  @Override
  public CommitImport commitImport(String run, boolean publish, int unitsPerSecond) {
    throw new AssertionError("not needed");
  }

  @Override
  public LetterArchive letterArchive() {
    throw new AssertionError("not needed");
  }

  @Override
  public CommitScan commits() {
    throw new AssertionError("not needed");
  }

  @Override
  public EventLog<EncodedEvent> storedLog() {
    throw new AssertionError("not needed");
  }

  @Override
  public EventPublisher replaying(String projection) {
    throw new AssertionError("not needed");
  }

  @Override
  public boolean hasSearch() {
    return false;
  }

  @Override
  public void createIndex(View<?, ?> view) {
    throw new AssertionError("not needed");
  }

  @Override
  public List<ClaimAudit<?, ?>> claimAudits(Settings settings, boolean takeOver) {
    throw new AssertionError("not needed");
  }

  @Override
  public void takeOverClaims() {
    throw new AssertionError("not needed");
  }

  @Override
  public boolean claimsWereNeverFilled() {
    throw new AssertionError("not needed");
  }

  @Override
  public StatusSources status() {
    throw new AssertionError("not needed");
  }
}
