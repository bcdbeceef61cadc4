package dev.headwater.dynamodb.audit;

import static dev.headwater.dynamodb.BadgeTable.NOT_UNIQUE;
import static dev.headwater.dynamodb.BadgeTable.UNIQUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.Claim;
import dev.headwater.Outcome;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.claims.ClaimAudit.Summary;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.audit.claims.ClaimFinding.Kind;
import dev.headwater.dynamodb.BadgeTable;
import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.SnapshotAttributes;
import dev.headwater.dynamodb.internal.ClaimItem;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.Meeting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ParameterizedClass(name = "in slices: {0}")
@ValueSource(booleans = {false, true})
@ExtendWith(LocalTables.class)
class ClaimAuditTest {
  private final BadgeAudit audit;
  private final BadgeTable table;

  ClaimAuditTest(boolean inSlices, LocalDynamoDb local) {
    audit = new BadgeAudit(local);
    audit.inSlices = inSlices;
    table = audit.table;
  }

  @Test
  void finds_nothing_wrong_with_what_commands_left() {
    table.wear("ada", "a", UNIQUE);
    table.wear("ada", "b", UNIQUE);
    table.wear("bob", "a", UNIQUE);
    table.wear("eve", "c", UNIQUE);
    table.wear("eve", "", UNIQUE);

    assertThat(audit.check()).isEqualTo(new Summary(3, 2, 0, 0));
    assertThat(audit.repair()).isEqualTo(new Summary(3, 2, 0, 0));
  }

  @Test
  void reads_the_logs_of_several_owners_at_the_same_time() {
    List<String> owners = List.of("ada", "bob", "eve");
    owners.forEach(owner -> table.wear(owner, "of " + owner, UNIQUE));
    Meeting three = new Meeting(owners.size());
    table.client.queried =
        page -> {
          three.join();
          return page;
        };
    var parallel = table.audit(true, Host.system());

    assertThat(parallel.check(new ScanSettings(1, 1_000, 0, items -> {}, () -> false), audit::add))
        .isEqualTo(new Summary(3, 3, 0, 0));
  }

  @Test
  void judges_a_stream_whose_claim_an_unreadable_one_has() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.wear("bob", "b", UNIQUE);
    table.putClaim("a", "broken");
    putBroken();

    assertThat(audit.repair().remaining()).isEqualTo(2);
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            BadgeAudit.finding(Kind.MISSING, "ada", false),
            new ClaimFinding(Kind.UNREADABLE, "WEARER#broken", null, false, null));
    assertThat(table.owner("a")).isEqualTo("broken");
  }

  @Test
  void leaves_the_claims_of_broken_streams_alone_and_repairs_all_others() {
    for (String id : List.of("first", "middle", "stray", "ada")) {
      table.wear(id, id + "-1", UNIQUE);
      table.wear(id, id + "-2", UNIQUE);
      table.wear(id, id, UNIQUE);
    }
    table.deleteCommit("first", 1);
    table.deleteCommit("middle", 2);
    table.copyCommit("stray", 1, 4_000);
    table.putClaim("other", "ada");
    table.putClaim("anything", "middle");

    assertThat(audit.repair()).isEqualTo(new Summary(1, 6, 4, 1));
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            new ClaimFinding(Kind.UNREADABLE, "WEARER#first", null, false, null),
            new ClaimFinding(Kind.UNREADABLE, "WEARER#middle", null, false, null),
            new ClaimFinding(Kind.UNREADABLE, "WEARER#stray", null, false, null),
            BadgeAudit.finding(Kind.ORPHAN, "ada", true));
    for (String id : List.of("first", "middle", "stray", "ada")) {
      assertThat(table.owner(id)).isEqualTo(id);
    }
    assertThat(table.owner("anything")).isEqualTo("middle");
    assertThat(table.owner("other")).isEmpty();
    assertThat(audit.check().remaining()).isEqualTo(3);
  }

  @Test
  void reads_logs_and_claims_within_the_rate() {
    for (int number = 0; number < 10; number++) {
      table.wear("w" + number, "b" + number, UNIQUE);
    }
    audit.settings = new ScanSettings(1, 1_000, 1, items -> {}, () -> false);

    assertThat(audit.check()).isEqualTo(new Summary(10, 10, 0, 0));
    assertThat(audit.host.waits().stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(Duration.ofSeconds(20));
  }

  @Test
  void tells_of_an_orphan_and_removes_it() {
    table.wear("ada", "a", UNIQUE);
    table.putClaim("b", "ada");
    table.putClaim("c", "nobody");

    audit.check();
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            BadgeAudit.finding(Kind.ORPHAN, "ada", false),
            BadgeAudit.finding(Kind.ORPHAN, "nobody", false));
    assertThat(table.owner("b")).isEqualTo("ada");

    assertThat(audit.repair().remaining()).isZero();
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            BadgeAudit.finding(Kind.ORPHAN, "ada", true),
            BadgeAudit.finding(Kind.ORPHAN, "nobody", true));
    assertThat(List.of(table.owner("a"), table.owner("b"), table.owner("c")))
        .containsExactly("ada", "", "");
    assertThat(audit.check().wrong()).isZero();
  }

  @Test
  void leaves_claims_alone_whose_names_the_decider_does_not_declare() {
    table.wear("ada", "a", UNIQUE);
    Claim other = new Claim("locker", "a");
    Map<String, AttributeValue> item = new HashMap<>(ClaimItem.key(other));
    item.put(ClaimItem.OWNER, AttributeValue.fromS("STAFF#ada"));
    table.putClaim(item);

    assertThat(audit.repair()).isEqualTo(new Summary(1, 1, 0, 0));
    assertThat(table.ledger(Host.system()).owner(ClaimItem.partition(other)))
        .isEqualTo("STAFF#ada");
  }

  @Test
  void refuses_a_decider_without_claims() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.audit(NOT_UNIQUE, Host.system()))
        .withMessageContaining("claimNames()");
  }

  @Test
  void tells_of_a_missing_claim_and_takes_it() {
    table.wear("ada", "a", NOT_UNIQUE);

    audit.check();
    assertThat(audit.findings).containsExactly(BadgeAudit.finding(Kind.MISSING, "ada", false));
    assertThat(table.owner("a")).isEmpty();

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 1, 1));
    assertThat(audit.findings).containsExactly(BadgeAudit.finding(Kind.MISSING, "ada", true));
    assertThat(table.wear("bob", "a", UNIQUE)).isEqualTo(new Outcome.Refused<>("taken", 0));
    assertThat(audit.check()).isEqualTo(new Summary(1, 1, 0, 0));
  }

  @Test
  void gives_an_orphan_to_the_stream_that_should_have_it() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.wear("bob", "b", UNIQUE);
    table.putClaim("a", "bob");

    audit.check();
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            BadgeAudit.finding(Kind.MISSING, "ada", false),
            BadgeAudit.finding(Kind.ORPHAN, "bob", false));

    assertThat(audit.repair().remaining()).isZero();
    assertThat(table.owner("a")).isEqualTo("ada");
    assertThat(table.owner("b")).isEqualTo("bob");
    assertThat(audit.check().wrong()).isZero();
  }

  @Test
  void tells_of_two_streams_with_one_value_and_leaves_them() {
    table.wear("ada", "a", UNIQUE);
    table.wear("bob", "a", NOT_UNIQUE);

    audit.check();
    assertThat(audit.findings).containsExactly(BadgeAudit.finding(Kind.DUPLICATE, "bob", false));
    assertThat(audit.repair().remaining()).isOne();
    assertThat(table.owner("a")).isEqualTo("ada");
  }

  @Test
  void one_of_two_streams_with_an_unclaimed_value_gets_the_claim() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.wear("bob", "a", NOT_UNIQUE);

    audit.check();
    assertThat(audit.findings)
        .extracting(ClaimFinding::kind)
        .containsExactly(Kind.MISSING, Kind.MISSING);
    assertThat(audit.repair()).isEqualTo(new Summary(2, 0, 2, 1));
    assertThat(audit.findings)
        .extracting(ClaimFinding::kind)
        .containsExactlyInAnyOrder(Kind.MISSING, Kind.DUPLICATE);
    assertThat(audit.repair()).isEqualTo(new Summary(2, 1, 1, 0));
  }

  @Test
  void believes_events_and_no_stored_state() {
    table.wear("bob", "c", UNIQUE);
    table.wear("ada", "a", UNIQUE);
    Map<String, AttributeValue> item =
        new HashMap<>(
            CommitItem.write(Commits.at(BadgeTable.stream("ada"), 2, Commits.written("b"))));
    item.put(SnapshotAttributes.STATE, AttributeValue.fromM(Map.of()));
    table.put(item);

    assertThat(audit.repair().remaining()).isZero();
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            BadgeAudit.finding(Kind.ORPHAN, "ada", true),
            BadgeAudit.finding(Kind.MISSING, "ada", true));
    assertThat(table.owner("b")).isEqualTo("ada");
    assertThat(table.owner("a")).isEmpty();
  }

  @Test
  void tells_of_what_cannot_be_read_and_judges_the_rest() {
    putBroken();
    table.wear("ada", "a", NOT_UNIQUE);

    assertThat(audit.repair().remaining()).isOne();
    assertThat(audit.findings)
        .containsExactlyInAnyOrder(
            new ClaimFinding(Kind.UNREADABLE, "WEARER#broken", null, false, null),
            BadgeAudit.finding(Kind.MISSING, "ada", true));
  }

  @Test
  void a_second_repair_of_a_damaged_table_finds_nothing_left() {
    audit.settings = new ScanSettings(4, 7, 0, items -> {}, () -> false);
    Random random = new Random(42);
    for (int number = 0; number < 60; number++) {
      table.wear("w" + number, "b" + number, random.nextBoolean());
      switch (random.nextInt(6)) {
        case 0 -> table.deleteClaim("b" + number);
        case 1 -> table.putClaim("x" + number, "w" + number);
        case 2 -> table.putClaim("b" + number, "w" + random.nextInt(number + 1));
        default -> table.wear("w" + number, "c" + number, random.nextBoolean());
      }
    }

    Summary first = audit.repair();
    assertThat(first.wrong()).isGreaterThan(20);
    assertThat(first.remaining()).isZero();
    assertThat(audit.check()).isEqualTo(new Summary(60, 60, 0, 0));
    assertThat(
            IntStream.range(0, 60)
                .allMatch(
                    number ->
                        table.owner("b" + number).equals("w" + number)
                            || table.owner("c" + number).equals("w" + number)))
        .isTrue();
  }

  private void putBroken() {
    table.put(
        Map.of(
            CommitItem.PK,
            AttributeValue.fromS("WEARER#broken"),
            CommitItem.SK,
            AttributeValue.fromS(CommitItem.sortKey(1))));
  }
}
