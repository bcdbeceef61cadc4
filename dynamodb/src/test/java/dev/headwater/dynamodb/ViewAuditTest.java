package dev.headwater.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.headwater.StoredView;
import dev.headwater.VersionedView;
import dev.headwater.dynamodb.ViewAudit.Summary;
import dev.headwater.dynamodb.ViewDifference.Kind;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@ExtendWith(LocalTables.class)
class ViewAuditTest {
    private static final Duration LAG = Duration.ofSeconds(5);

    private final ManualHost host = new ManualHost(1);
    private final NoteTables notes;
    private final List<ViewDifference> differences = new ArrayList<>();
    private StreamSample sample = StreamSample.ALL;

    ViewAuditTest(LocalDynamoDb local) {
        notes = new NoteTables(local, host.host());
    }

    @Test
    void finds_no_difference_in_what_projectors_left() {
        notes.write("ada", 1, "a", "b");
        notes.write("bob", 1, "a", "", "b");
        notes.write("eve", 1, "a", "");
        notes.write("zoe", 1, "");
        notes.project("ada", "bob", "eve");

        assertThat(check()).isEqualTo(new Summary(4, 3, 0, 0));
        assertThat(repair()).isEqualTo(new Summary(4, 3, 0, 0));
        assertThat(host.waits()).isEmpty();
    }

    @Test
    void tells_of_each_kind_of_damage_and_mends_it() {
        damageOneOfEach();

        check();
        assertTold(false);
        assertThat(repair().remaining()).isZero();
        assertTold(true);
        assertThat(check()).isEqualTo(new Summary(8, 8, 0, 0));
        assertThat(repair().wrong()).isZero();
        assertThat(notes.view("behind"))
                .isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
        assertThat(notes.view("ahead"))
                .isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
        assertThat(notes.view("revived")).isEqualTo(new VersionedView<>(2, null));
        assertThat(notes.view("orphan")).isEqualTo(VersionedView.absent());
    }

    private void damageOneOfEach() {
        for (String id : List.of("missing", "behind", "ahead", "changed", "unlisted",
                "unreadable", "unversioned")) {
            notes.write(id, 1, "a");
            notes.project(id);
            notes.write(id, 2, "b");
        }
        notes.project("ahead", "changed", "unlisted", "unreadable", "unversioned");
        notes.write("revived", 1, "a", "");
        notes.save("revived", 2, new Note("a", "OPEN", 1));
        notes.deleteView("missing");
        notes.damage("ahead", "version", AttributeValue.fromN("7"));
        notes.damage("changed", "text", AttributeValue.fromS("c"));
        notes.damage("unlisted", ListIndex.SORT, AttributeValue.fromS("elsewhere"));
        notes.damage("unreadable", "rank", null);
        notes.damage("unversioned", "version", null);
        notes.save("orphan", 3, new Note("a", "OPEN", 1));
    }

    private void assertTold(boolean mended) {
        assertThat(differences).allSatisfy(told -> assertThat(told.mended()).isEqualTo(mended))
                .extracting(ViewDifference::kind, told -> told.stream().substring(5),
                        ViewDifference::storedVersion, ViewDifference::logVersion,
                        told -> String.join(" ", told.fields().keySet()))
                .containsExactlyInAnyOrder(tuple(Kind.MISSING, "missing", 0L, 2L, ""),
                        tuple(Kind.BEHIND, "behind", 1L, 2L, ""),
                        tuple(Kind.AHEAD, "ahead", 7L, 2L, ""),
                        tuple(Kind.DIFFERENT, "changed", 2L, 2L, "text"),
                        tuple(Kind.DIFFERENT, "revived", 2L, 2L, "rank removed status text"),
                        tuple(Kind.LIST_ENTRY, "unlisted", 2L, 2L, ""),
                        tuple(Kind.UNREADABLE, "unreadable", 2L, 2L, "rank"),
                        tuple(Kind.UNREADABLE, "unversioned", StoredView.NO_VERSION, 2L, ""),
                        tuple(Kind.ORPHAN, "orphan", 3L, 0L, ""));
    }

    @Test
    void tells_of_events_that_cannot_be_read_or_folded_and_goes_on() {
        notes.writeRubbish("rubbish");
        notes.write("poison", 1, "a", NoteProjection.POISON);
        notes.write("ada", 1, "a");

        assertThat(repair()).isEqualTo(new Summary(1, 0, 3, 1));
        assertThat(differences).extracting(ViewDifference::kind, ViewDifference::readModel,
                ViewDifference::stream, ViewDifference::mended)
                .containsExactlyInAnyOrder(
                        tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#rubbish", false),
                        tuple(Kind.UNREADABLE, ViewDifference.LOG, "NOTE#poison", false),
                        tuple(Kind.MISSING, "notes", "NOTE#ada", true));
    }

    @Test
    void a_view_within_a_commit_is_different() {
        notes.writeTogether("ada", "a", "b");
        notes.save("ada", 1, new Note("a", "OPEN", 1));

        assertThat(repair().remaining()).isZero();
        assertThat(differences).extracting(ViewDifference::kind).containsExactly(Kind.DIFFERENT);
        assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
    }

    @Test
    void a_view_that_comes_right_in_time_is_no_difference() {
        notes.write("ada", 1, "a");
        notes.client.queried = afterLooks(3, () -> notes.project("ada"));

        assertThat(check().wrong()).isZero();
        assertThat(host.waits()).isNotEmpty();
    }

    @Test
    void a_stream_that_moves_is_waited_for() {
        notes.write("ada", 1, "a");
        AtomicInteger version = new AtomicInteger(1);
        notes.client.afterClaimsWereRead = () -> {
            if (version.get() < 9) {
                notes.write("ada", version.incrementAndGet(), "a");
            } else {
                notes.project("ada");
            }
        };

        assertThat(check().wrong()).isZero();
        assertThat(total(host.waits())).isGreaterThan(LAG);
    }

    @Test
    void a_view_that_follows_a_moving_stream_at_a_distance_is_no_difference() {
        notes.write("ada", 1, "a");
        AtomicInteger version = new AtomicInteger(1);
        notes.client.afterClaimsWereRead = () -> {
            notes.project("ada");
            notes.write("ada", version.incrementAndGet(), "a");
        };

        assertThat(check().wrong()).isZero();
        assertThat(version.get()).isLessThan(6);
    }

    @Test
    void gives_up_on_a_stream_that_never_stands_still() {
        notes.write("ada", 1, "a");
        AtomicInteger version = new AtomicInteger(1);
        notes.client.afterClaimsWereRead = () -> notes.write("ada", version.incrementAndGet(),
                "a");

        check();
        assertThat(differences).extracting(ViewDifference::kind).containsExactly(Kind.UNSETTLED);
        assertThat(version.get()).isLessThan(40);
    }

    @Test
    void looks_again_at_lists_before_it_says_that_they_lack_a_view() {
        notes.write("ada", 1, "a");
        notes.project("ada");
        AtomicInteger looks = new AtomicInteger();
        notes.client.queried = page -> isOfList(page) && looks.incrementAndGet() < 4
                ? page.toBuilder().items(List.of()).build()
                : page;
        assertThat(check().wrong()).isZero();

        notes.client.queried = page -> isOfList(page)
                ? page.toBuilder().items(List.of()).build()
                : page;
        assertThat(repair().remaining()).isOne();
        assertThat(differences).extracting(ViewDifference::kind).containsExactly(Kind.LIST_ENTRY);
    }

    @Test
    void a_view_in_a_shard_that_lists_are_read_from_is_in_its_place() {
        notes.write("ada", 1, "a");
        notes.project("ada");
        for (String shard : ListIndex.shards("OPEN", 4)) {
            notes.damage("ada", ListIndex.SHARD, AttributeValue.fromS(shard));
            assertThat(check().wrong()).isZero();
        }
        notes.damage("ada", ListIndex.SHARD, AttributeValue.fromS("OPEN#4"));
        assertThat(check().wrong()).isOne();
    }

    @Test
    void a_projector_that_is_quicker_than_the_repair_is_not_undone() {
        notes.write("ada", 1, "a");
        notes.project("ada");
        notes.damage("ada", "text", AttributeValue.fromS("wrong"));
        AtomicInteger writes = new AtomicInteger();
        notes.client.beforeWrite = () -> {
            if (writes.incrementAndGet() == 1) {
                notes.write("ada", 2, "b");
                notes.project("ada");
            }
        };

        assertThat(repair()).isEqualTo(new Summary(1, 1, 1, 1));
        assertThat(writes.get()).isOne();
        assertThat(notes.view("ada")).isEqualTo(new VersionedView<>(2, new Note("b", "OPEN", 2)));
    }

    @Test
    void removes_no_orphan_whose_stream_has_just_begun() {
        notes.save("ada", 3, new Note("old", "OPEN", 1));
        AtomicInteger writes = new AtomicInteger();
        notes.client.beforeWrite = () -> {
            if (writes.incrementAndGet() == 1) {
                notes.write("ada", 1, "new");
            }
        };

        assertThat(repair().remaining()).isZero();
        assertThat(notes.view("ada"))
                .isEqualTo(new VersionedView<>(1, new Note("new", "OPEN", 1)));
    }

    @Test
    void a_sample_is_the_same_share_every_time() {
        for (int number = 0; number < 100; number++) {
            notes.write("n" + number, 1, "a");
        }
        sample = new StreamSample(30, 7);
        List<String> first = missing();
        List<String> second = missing();
        sample = new StreamSample(30, 8);
        List<String> other = missing();

        assertThat(first).hasSizeBetween(15, 45).containsExactlyInAnyOrderElementsOf(second);
        assertThat(other).hasSizeBetween(15, 45);
        assertThat(other.containsAll(first)).isFalse();
    }

    private List<String> missing() {
        check();
        return differences.stream().map(ViewDifference::stream).toList();
    }

    @Test
    void a_second_repair_of_damaged_views_finds_nothing_left() {
        Random random = new Random(42);
        for (int number = 0; number < 60; number++) {
            String id = "n" + number;
            notes.write(id, 1, "a", "b");
            notes.project(id);
            switch (random.nextInt(6)) {
                case 0 -> notes.deleteView(id);
                case 1 -> notes.write(id, 3, "c");
                case 2 -> notes.damage(id, "version", AttributeValue.fromN("9"));
                case 3 -> notes.damage(id, "text", AttributeValue.fromS("x"));
                case 4 -> notes.damage(id, ListIndex.SHARD, null);
                default -> notes.save("orphan" + number, 1, new Note("a", "OPEN", 1));
            }
        }

        Summary first = repair();
        assertThat(first.wrong()).isEqualTo(60);
        assertThat(first.remaining()).isZero();
        assertThat(check()).isEqualTo(new Summary(60, 60, 0, 0));
    }

    @Test
    void nothing_personal_is_in_the_text_of_a_difference() {
        notes.write("ada", 1, "secret");
        notes.save("ada", 1, new Note("secrets", "OPEN", 1));

        check();
        assertThat(differences).hasSize(1);
        assertThat(differences.toString()).contains("text").doesNotContain("secret");
    }

    private static boolean isOfList(QueryResponse page) {
        return page.items().stream().anyMatch(item -> item.containsKey(ListIndex.SHARD));
    }

    /** Queries go to the log here, once a look. */
    private static UnaryOperator<QueryResponse> afterLooks(int count,
            Runnable action) {
        AtomicInteger looks = new AtomicInteger();
        return page -> {
            if (looks.incrementAndGet() == count) {
                action.run();
            }
            return page;
        };
    }

    private static Duration total(List<Duration> waits) {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private Summary check() {
        return run(false);
    }

    private Summary repair() {
        return run(true);
    }

    private Summary run(boolean mending) {
        differences.clear();
        return notes.audit()
                .run(EventsScan.Settings.USUAL, new ViewAudit.Mode(mending, sample, LAG),
                        differences::add);
    }
}
