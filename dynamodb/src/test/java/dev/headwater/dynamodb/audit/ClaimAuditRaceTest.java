package dev.headwater.dynamodb.audit;

import static dev.headwater.dynamodb.BadgeTable.NOT_UNIQUE;
import static dev.headwater.dynamodb.BadgeTable.UNIQUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.claims.ClaimAudit.Summary;
import dev.headwater.audit.claims.ClaimFinding;
import dev.headwater.audit.claims.ClaimFinding.Kind;
import dev.headwater.dynamodb.BadgeTable;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.local.tables.LocalDynamoDb;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** While commands go on, and replies are lost. */
@ExtendWith(LocalTables.class)
class ClaimAuditRaceTest {
  private final BadgeAudit audit;
  private final BadgeTable table;

  ClaimAuditRaceTest(LocalDynamoDb local) {
    audit = new BadgeAudit(local);
    table = audit.table;
  }

  @Test
  void takes_nothing_for_a_stream_that_moved_on_meanwhile() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.client.beforeTransaction = once(() -> table.wear("ada", "b", UNIQUE));

    assertThat(audit.repair()).isEqualTo(new Summary(1, 0, 0, 0));
    assertThat(table.owner("a")).isEmpty();
    assertThat(table.owner("b")).isEqualTo("ada");
  }

  @Test
  void removes_no_claim_that_its_stream_took_meanwhile() {
    table.wear("ada", "b", UNIQUE);
    table.putClaim("a", "ada");
    table.client.beforeTransaction = once(() -> table.wear("ada", "a", UNIQUE));

    audit.repair();
    assertThat(table.owner("a")).isEqualTo("ada");
    assertThat(audit.check().wrong()).isZero();
  }

  @Test
  void takes_no_claim_that_another_stream_took_meanwhile() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.client.beforeTransaction = once(() -> table.wear("bob", "a", UNIQUE));

    audit.repair();
    assertThat(audit.findings).containsExactly(BadgeAudit.finding(Kind.DUPLICATE, "ada", false));
    assertThat(table.owner("a")).isEqualTo("bob");
  }

  @Test
  void tells_nothing_of_a_stream_that_moved_while_it_was_looked_at() {
    table.wear("ada", "a", NOT_UNIQUE);
    AtomicInteger looks = new AtomicInteger();
    table.client.afterClaimsWereRead =
        () -> {
          if (looks.incrementAndGet() == 2) {
            table.wear("ada", "b", UNIQUE);
          }
        };

    assertThat(audit.check().wrong()).isZero();
    assertThat(looks.get()).isGreaterThan(2);
  }

  @Test
  void gives_up_on_a_stream_that_never_stands_still() {
    table.wear("ada", "a", NOT_UNIQUE);
    AtomicInteger looks = new AtomicInteger();
    table.client.afterClaimsWereRead =
        () -> table.wear("ada", "b" + looks.incrementAndGet(), NOT_UNIQUE);

    assertThat(audit.check().remaining()).isOne();
    assertThat(audit.findings)
        .containsExactly(new ClaimFinding(Kind.UNSETTLED, "WEARER#ada", null, false, null));
    assertThat(looks.get()).isLessThan(20);
  }

  @Test
  void gives_up_on_a_claim_whose_owner_never_stands_still() {
    table.wear("ada", "a", NOT_UNIQUE);
    table.putClaim("a", "bob");
    AtomicInteger releases = new AtomicInteger();
    table.client.beforeTransaction =
        () -> {
          releases.incrementAndGet();
          table.wear("bob", "b", NOT_UNIQUE);
          table.wear("bob", "", NOT_UNIQUE);
        };

    audit.repair();
    assertThat(audit.findings)
        .containsExactly(
            BadgeAudit.finding(Kind.UNSETTLED, "bob", false), // when the claims are judged
            BadgeAudit.finding(Kind.UNSETTLED, "bob", false), // and when the streams are
            BadgeAudit.finding(Kind.MISSING, "ada", false));
    assertThat(table.owner("a")).isEqualTo("bob");
    assertThat(releases.get()).isLessThan(20);
  }

  @Test
  void waits_only_before_another_try() {
    table.wear("ada", "a", NOT_UNIQUE);
    AtomicInteger looks = new AtomicInteger();
    table.client.afterClaimsWereRead =
        () -> table.wear("ada", "b" + looks.incrementAndGet(), NOT_UNIQUE);

    audit.check();
    assertThat(audit.host.waits()).hasSize(5);
  }

  @Test
  void reports_a_repair_whose_reply_was_lost() {
    table.wear("ada", "a", UNIQUE);
    table.putClaim("b", "ada");
    table.client.afterTransaction =
        once(
            () -> {
              throw ApiCallTimeoutException.create(1);
            });

    audit.repair();
    assertThat(audit.findings).containsExactly(BadgeAudit.finding(Kind.ORPHAN, "ada", true));
    assertThat(table.owner("b")).isEmpty();
  }

  private static Runnable once(Runnable action) {
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      if (calls.getAndIncrement() == 0) {
        action.run();
      }
    };
  }
}
