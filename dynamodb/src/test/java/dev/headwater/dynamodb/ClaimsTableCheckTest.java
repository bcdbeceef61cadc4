package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.EncodedEvent;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class ClaimsTableCheckTest {
  private final BadgeTable table;
  private final ManualHost host;
  private final DynamoDbClient client;

  ClaimsTableCheckTest(LocalDynamoDb local) {
    table = new BadgeTable(local);
    host = new ManualHost(table.name.hashCode());
    client = local.client();
  }

  @Test
  void a_table_beside_no_events_is_marked() {
    check();
    table.wear("ada", "gold", BadgeTable.UNIQUE);

    check();
    assertThat(needsRepair()).isFalse();
  }

  @Test
  void heartbeats_are_no_events_of_a_domain() {
    for (int beat = 1; beat <= 3; beat++) {
      table.put(
          Map.of(
              "PK",
              AttributeValue.fromS("HEARTBEAT#badges"),
              "SK",
              AttributeValue.fromS(CommitItem.sortKey(beat))));
    }

    assertThat(needsRepair()).isFalse();
    check();
  }

  @Test
  void a_table_that_was_never_filled_is_refused_until_it_is_repaired() {
    table.wear("ada", "gold", BadgeTable.NOT_UNIQUE);

    assertThat(needsRepair()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(this::check)
        .withMessage(
            "Table %1$s-claims does not hold the claims of the events in %1$s yet: run \"headwater"
                + " claims repair\" (with --setting, if this deployment switches claims on), then"
                + " start again",
            table.name);
    repair();
    check();
    assertThat(table.owner("gold")).isEqualTo("ada");
  }

  @Test
  void events_without_claims_cost_the_table_its_mark() {
    check();
    ClaimsTableCheck.switchOff(client, table.claims, host.host());
    check(); // there are no events yet
    ClaimsTableCheck.switchOff(client, table.claims, host.host());
    table.wear("ada", "gold", BadgeTable.NOT_UNIQUE);

    assertThatIllegalStateException().isThrownBy(this::check);
    repair();
    check();
  }

  @Test
  void a_table_filled_from_other_events_is_refused_beside_an_empty_table() {
    markOther();

    assertThatIllegalStateException()
        .isThrownBy(this::check)
        .withMessage(
            "Table %1$s-claims holds the claims of events table other, not those of %1$s, which is"
                + " empty: name the right events table, or use an empty claims table",
            table.name);
  }

  @Test
  void a_table_filled_from_other_events_can_be_taken_over() {
    markOther();
    table.wear("ada", "gold", BadgeTable.NOT_UNIQUE);

    assertThat(isChecked()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> ClaimsTableCheck.requireClaimsOf(client, table.name, table.claims))
        .withMessageContaining("holds the claims of events table other, not those of " + table.name)
        .withMessageContaining("run \"headwater claims repair --take-over\"");

    ClaimsTableCheck.takeOver(client, table.name, table.claims);
    ClaimsTableCheck.requireClaimsOf(client, table.name, table.claims);
    assertThat(isChecked()).isFalse();
    assertThat(ClaimsTableCheck.isComplete(client, table.name, table.claims)).isFalse();
    assertThat(ClaimsTableCheck.isComplete(client, "other", table.claims)).isFalse();

    repair();
    ClaimsTableCheck.takeOver(client, table.name, table.claims); // changes nothing any more
    assertThat(isChecked()).isTrue();
    assertThat(ClaimsTableCheck.isComplete(client, table.name, table.claims)).isTrue();
    assertThat(table.owner("gold")).isEqualTo("ada");
  }

  private void markOther() {
    table.putClaim(
        Map.of("PK", AttributeValue.fromS("FILLED"), "eventsTable", AttributeValue.fromS("other")));
  }

  @Test
  void waits_for_permissions_that_were_just_granted() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ClaimsTableCheck.check(client, table.name, "no-such-table", host.host()));
    assertThat(host.waits().stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
  }

  private void check() {
    assertThat(isChecked()).isTrue();
  }

  private boolean isChecked() {
    return ClaimsTableCheck.check(client, table.name, table.claims, host.host());
  }

  private boolean needsRepair() {
    return ClaimsTableCheck.needsRepair(client, table.name, table.claims);
  }

  private void repair() {
    ClaimAudit<String, EncodedEvent> audit = table.audit(true, host.host());
    assertThat(audit.repair(ScanSettings.DEFAULTS, finding -> {}).remaining()).isZero();
  }
}
