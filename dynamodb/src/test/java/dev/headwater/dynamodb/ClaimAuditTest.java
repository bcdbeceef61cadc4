package dev.headwater.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.headwater.EncodedEvent;
import dev.headwater.Outcome;
import dev.headwater.dynamodb.ClaimAudit.Summary;
import dev.headwater.dynamodb.ClaimFinding.Kind;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.IdentityCodec;
import dev.headwater.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LocalTables.class)
class ClaimAuditTest {
    private static final boolean UNIQUE = true;
    private static final boolean NOT_UNIQUE = false;

    private final BadgeTable table;
    private final ManualHost host;
    private final ClaimAudit<String, EncodedEvent> audit;
    private final List<ClaimFinding> findings = new ArrayList<>();
    private EventsScan.Settings settings = EventsScan.Settings.USUAL;

    ClaimAuditTest(LocalDynamoDb local) {
        table = new BadgeTable(local);
        host = new ManualHost(table.name.hashCode());
        audit = audit(table.keys);
    }

    private ClaimAudit<String, EncodedEvent> audit(ClaimKeys keys) {
        return new ClaimAudit<>(table.access(host.host()), keys, new IdentityCodec(),
                new BadgeDecider(true));
    }

    @Test
    void finds_nothing_wrong_with_what_commands_left() {
        table.tell("ada", "a", UNIQUE);
        table.tell("ada", "b", UNIQUE);
        table.tell("bob", "a", UNIQUE);
        table.tell("eve", "c", UNIQUE);
        table.tell("eve", "", UNIQUE);

        assertThat(check()).isEqualTo(new Summary(3, 2, 2, 0, 0));
        assertThat(repair()).isEqualTo(new Summary(3, 2, 2, 0, 0));
    }

    @Test
    void changes_nothing_under_another_secret_unless_told_that_it_is_new() {
        table.tell("ada", "a", UNIQUE);
        table.tell("bob", "b", UNIQUE);
        var other = audit(new ClaimKeys("another secret than that"));

        assertThat(other.repair(settings, findings::add)).isEmpty();
        assertThat(findings).isEmpty();
        assertThat(check()).isEqualTo(new Summary(2, 2, 2, 0, 0));

        assertThat(other.renew(settings, findings::add).remaining()).isZero();
        assertThat(List.of(table.owner("a"), table.owner("b"))).containsOnly("");
        assertThat(other.repair(settings, findings::add))
                .contains(new Summary(2, 2, 2, 0, 0));
    }

    @Test
    void tells_of_a_mending_whose_reply_was_lost() {
        table.tell("ada", "a", UNIQUE);
        table.putClaim("b", "ada");
        table.client.afterTransaction = once(() -> {
            throw ApiCallTimeoutException.create(1);
        });

        repair();
        assertThat(findings).containsExactly(finding(Kind.ORPHAN, "ada", true));
        assertThat(table.owner("b")).isEmpty();
    }

    @Test
    void judges_a_stream_whose_claim_an_unreadable_one_has() {
        table.tell("ada", "a", NOT_UNIQUE);
        table.tell("bob", "b", UNIQUE);
        table.putClaim("a", "broken");
        putBroken();

        assertThat(repair().remaining()).isEqualTo(3);
        assertThat(findings).containsExactlyInAnyOrder(finding(Kind.MISSING, "ada", false),
                finding(Kind.UNREADABLE, "broken", false),
                new ClaimFinding(Kind.UNREADABLE, "WEARER#broken", null, false));
        assertThat(table.owner("a")).isEqualTo("broken");
    }

    @Test
    void reads_logs_and_claims_within_the_rate() {
        for (int number = 0; number < 10; number++) {
            table.tell("w" + number, "b" + number, UNIQUE);
        }
        settings = new EventsScan.Settings(1, 1_000, 1, items -> {});

        assertThat(check()).isEqualTo(new Summary(10, 10, 10, 0, 0));
        assertThat(host.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void tells_of_an_orphan_and_removes_it() {
        table.tell("ada", "a", UNIQUE);
        table.putClaim("b", "ada");
        table.putClaim("c", "nobody");

        check();
        assertThat(findings).containsExactlyInAnyOrder(finding(Kind.ORPHAN, "ada", false),
                finding(Kind.ORPHAN, "nobody", false));
        assertThat(table.owner("b")).isEqualTo("ada");

        assertThat(repair().remaining()).isZero();
        assertThat(findings).containsExactlyInAnyOrder(finding(Kind.ORPHAN, "ada", true),
                finding(Kind.ORPHAN, "nobody", true));
        assertThat(List.of(table.owner("a"), table.owner("b"), table.owner("c")))
                .containsExactly("ada", "", "");
        assertThat(check().wrong()).isZero();
    }

    @Test
    void tells_of_a_missing_claim_and_takes_it() {
        table.tell("ada", "a", NOT_UNIQUE);

        check();
        assertThat(findings).containsExactly(finding(Kind.MISSING, "ada", false));
        assertThat(table.owner("a")).isEmpty();

        assertThat(repair()).isEqualTo(new Summary(1, 0, 0, 1, 1));
        assertThat(findings).containsExactly(finding(Kind.MISSING, "ada", true));
        assertThat(table.tell("bob", "a", UNIQUE)).isEqualTo(new Outcome.Refused<>("taken", 0));
        assertThat(check()).isEqualTo(new Summary(1, 1, 1, 0, 0));
    }

    @Test
    void gives_an_orphan_to_the_stream_that_should_have_it() {
        table.tell("ada", "a", NOT_UNIQUE);
        table.tell("bob", "b", UNIQUE);
        table.putClaim("a", "bob");

        check();
        assertThat(findings).containsExactlyInAnyOrder(finding(Kind.MISSING, "ada", false),
                finding(Kind.ORPHAN, "bob", false));

        assertThat(repair().remaining()).isZero();
        assertThat(table.owner("a")).isEqualTo("ada");
        assertThat(table.owner("b")).isEqualTo("bob");
        assertThat(check().wrong()).isZero();
    }

    @Test
    void tells_of_two_streams_with_one_value_and_leaves_them() {
        table.tell("ada", "a", UNIQUE);
        table.tell("bob", "a", NOT_UNIQUE);

        check();
        assertThat(findings).containsExactly(finding(Kind.DUPLICATE, "bob", false));
        assertThat(repair().remaining()).isOne();
        assertThat(table.owner("a")).isEqualTo("ada");
    }

    @Test
    void of_two_streams_with_a_value_that_nobody_claimed_one_gets_it() {
        table.tell("ada", "a", NOT_UNIQUE);
        table.tell("bob", "a", NOT_UNIQUE);

        check();
        assertThat(findings).extracting(ClaimFinding::kind)
                .containsExactly(Kind.MISSING, Kind.MISSING);
        assertThat(repair()).isEqualTo(new Summary(2, 0, 0, 2, 1));
        assertThat(findings).extracting(ClaimFinding::kind)
                .containsExactlyInAnyOrder(Kind.MISSING, Kind.DUPLICATE);
        assertThat(repair()).isEqualTo(new Summary(2, 1, 1, 1, 0));
    }

    @Test
    void believes_events_and_no_stored_state() {
        table.tell("bob", "c", UNIQUE);
        table.tell("ada", "a", UNIQUE);
        Map<String, AttributeValue> item = new HashMap<>(
                CommitItem.write(Commits.at(BadgeTable.stream("ada"), 2, Commits.written("b"))));
        item.put(SnapshotAttributes.STATE, AttributeValue.fromM(Map.of()));
        table.put(item);

        assertThat(repair().remaining()).isZero();
        assertThat(findings).containsExactlyInAnyOrder(finding(Kind.ORPHAN, "ada", true),
                finding(Kind.MISSING, "ada", true));
        assertThat(table.owner("b")).isEqualTo("ada");
        assertThat(table.owner("a")).isEmpty();
    }

    @Test
    void tells_of_what_cannot_be_read_and_judges_the_rest() {
        putBroken();
        table.tell("ada", "a", NOT_UNIQUE);

        assertThat(repair().remaining()).isOne();
        assertThat(findings).containsExactlyInAnyOrder(
                new ClaimFinding(Kind.UNREADABLE, "WEARER#broken", null, false),
                finding(Kind.MISSING, "ada", true));
    }

    @Test
    void takes_nothing_for_a_stream_that_moved_on_meanwhile() {
        table.tell("ada", "a", NOT_UNIQUE);
        table.client.beforeTransaction = once(() -> table.tell("ada", "b", UNIQUE));

        assertThat(repair()).isEqualTo(new Summary(1, 0, 0, 0, 0));
        assertThat(table.owner("a")).isEmpty();
        assertThat(table.owner("b")).isEqualTo("ada");
    }

    @Test
    void removes_no_claim_that_its_stream_took_meanwhile() {
        table.tell("ada", "b", UNIQUE);
        table.putClaim("a", "ada");
        table.client.beforeTransaction = once(() -> table.tell("ada", "a", UNIQUE));

        repair();
        assertThat(table.owner("a")).isEqualTo("ada");
        assertThat(check().wrong()).isZero();
    }

    @Test
    void takes_no_claim_that_another_stream_took_meanwhile() {
        table.tell("ada", "a", NOT_UNIQUE);
        table.client.beforeTransaction = once(() -> table.tell("bob", "a", UNIQUE));

        repair();
        assertThat(findings).containsExactly(finding(Kind.DUPLICATE, "ada", false));
        assertThat(table.owner("a")).isEqualTo("bob");
    }

    @Test
    void tells_nothing_of_a_stream_that_moved_while_it_was_looked_at() {
        table.tell("ada", "a", NOT_UNIQUE);
        AtomicInteger looks = new AtomicInteger();
        table.client.afterClaimsWereRead = () -> {
            if (looks.incrementAndGet() == 2) {
                table.tell("ada", "b", UNIQUE);
            }
        };

        assertThat(check().wrong()).isZero();
        assertThat(looks.get()).isGreaterThan(2);
    }

    @Test
    void gives_up_on_a_stream_that_never_stands_still() {
        table.tell("ada", "a", NOT_UNIQUE);
        AtomicInteger looks = new AtomicInteger();
        table.client.afterClaimsWereRead = () -> table.tell("ada", "b" + looks.incrementAndGet(),
                NOT_UNIQUE);

        assertThat(check().remaining()).isOne();
        assertThat(findings).containsExactly(
                new ClaimFinding(Kind.UNSETTLED, "WEARER#ada", null, false));
        assertThat(looks.get()).isLessThan(20);
    }

    @Test
    void a_second_repair_of_a_damaged_table_finds_nothing_left() {
        settings = new EventsScan.Settings(4, 7, 0, items -> {});
        Random random = new Random(42);
        for (int number = 0; number < 60; number++) {
            table.tell("w" + number, "b" + number, random.nextBoolean());
            switch (random.nextInt(6)) {
                case 0 -> table.deleteClaim("b" + number);
                case 1 -> table.putClaim("x" + number, "w" + number);
                case 2 -> table.putClaim("b" + number, "w" + random.nextInt(number + 1));
                default -> table.tell("w" + number, "c" + number, random.nextBoolean());
            }
        }

        Summary first = repair();
        assertThat(first.wrong()).isGreaterThan(20);
        assertThat(first.remaining()).isZero();
        assertThat(check()).isEqualTo(new Summary(60, 60, 60, 0, 0));
        assertThat(IntStream.range(0, 60)
                .allMatch(number -> table.owner("b" + number).equals("w" + number)
                        || table.owner("c" + number).equals("w" + number)))
                .isTrue();
    }

    private Summary check() {
        findings.clear();
        return audit.check(settings, findings::add);
    }

    private Summary repair() {
        findings.clear();
        return audit.repair(settings, findings::add).orElseThrow();
    }

    private void putBroken() {
        table.put(Map.of(CommitItem.PK, AttributeValue.fromS("WEARER#broken"), CommitItem.SK,
                AttributeValue.fromS(CommitItem.sortKey(1))));
    }

    private static ClaimFinding finding(Kind kind, String id, boolean mended) {
        return new ClaimFinding(kind, BadgeTable.stream(id).toString(), "badge",
                mended);
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
