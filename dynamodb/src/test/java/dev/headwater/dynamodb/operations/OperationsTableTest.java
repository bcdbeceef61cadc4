package dev.headwater.dynamodb.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.LocalTables;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalTables.class)
class OperationsTableTest {
  private final ManualHost host = new ManualHost(1);
  private final String name = "operations-" + UUID.randomUUID();
  private final DynamoDbClient client;
  private final OperationsTable table;

  OperationsTableTest(LocalDynamoDb local) {
    client = local.client();
    local.create(
        List.of(
            new TableDeclaration(
                "Operations",
                name,
                Map.of("PK", "S", "SK", "S"),
                new TableDeclaration.Key("PK", "SK"),
                List.of(),
                null)));
    table = new OperationsTable(client, name, host.host());
  }

  @Test
  void remembers_the_last_run_of_each_operation() {
    assertThat(table.last("verify")).isEmpty();

    assertThat(table.begin("verify", run("one"))).isTrue();
    assertThat(table.begin("claims", run("two"))).isTrue();
    assertThat(table.renew("verify", "one", "further")).isTrue();

    assertThat(table.last("verify"))
        .hasValue(
            new OperationRun(
                "one", "ada", now(), "all", "further", now().plus(OperationsTable.LEASE)));
    assertThat(table.last("claims"))
        .hasValue(
            new OperationRun(
                "two", "ada", now(), "all", "start", now().plus(OperationsTable.LEASE)));
  }

  @Test
  void a_lease_keeps_others_out_until_it_ends() {
    table.begin("verify", run("one"));
    assertThat(table.begin("verify", run("two"))).isFalse();
    assertThat(table.begin("verify", run("one"))).isTrue(); // a repeated call

    host.clock().advance(OperationsTable.LEASE);
    assertThat(table.begin("verify", run("two"))).isFalse();
    host.clock().advance(Duration.ofMillis(1));
    assertThat(table.begin("verify", run("two"))).isTrue();
    assertThat(table.keep("verify", "one")).isFalse();
    table.release("verify", "one");
    table.end("verify", "one");
    assertThat(table.last("verify").map(OperationRun::id)).hasValue("two");
    assertThat(table.begin("verify", run("three"))).isFalse();
  }

  @Test
  void a_renewed_lease_lasts() {
    table.begin("verify", run("one"));
    for (int times = 0; times < 10; times++) {
      host.clock().advance(OperationsTable.RENEWAL.multipliedBy(2));
      assertThat(table.keep("verify", "one")).isTrue();
    }

    assertThat(table.begin("verify", run("two"))).isFalse();
    assertThat(table.last("verify").map(OperationRun::position)).hasValue("start");
  }

  @Test
  void a_released_run_can_be_resumed_and_one_that_has_ended_cannot() {
    table.begin("verify", run("one"));
    table.release("verify", "one");
    assertThat(table.last("verify").map(OperationRun::isOpen)).hasValue(true);

    assertThat(table.begin("verify", run("two"))).isTrue();
    table.end("verify", "two");
    assertThat(table.last("verify").map(OperationRun::isOpen)).hasValue(false);
    assertThat(table.begin("verify", run("three"))).isTrue();
  }

  @Test
  void work_in_progress_does_not_take_a_released_lease_back() {
    table.begin("verify", run("one"));
    table.release("verify", "one");

    assertThat(table.keep("verify", "one")).isFalse();
    assertThat(table.renew("verify", "one", "further")).isTrue(); // its caller is still there
    assertThat(table.keep("verify", "one")).isTrue();
    table.release("verify", "one");
    assertThat(table.begin("verify", run("two"))).isTrue();
    assertThat(table.renew("verify", "one", "further")).isFalse();
  }

  @Test
  void a_table_that_is_not_there_needs_an_operator() {
    OperationsTable missing = new OperationsTable(client, "no-such-table", host.host());

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> missing.last("verify"))
        .withMessageStartingWith("DynamoDB did not use table no-such-table")
        .matches(failure -> !failure.mayPass());
    assertThat(host.waits()).isEmpty();
  }

  private OperationRun run(String id) {
    return new OperationRun(id, "ada", now(), "all", "start", now());
  }

  private Instant now() {
    return host.clock().instant();
  }
}
