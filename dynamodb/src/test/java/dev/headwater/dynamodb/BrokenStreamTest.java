package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.local.tables.LocalDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** What commands and readers do when the log is damaged. */
@ExtendWith(LocalTables.class)
class BrokenStreamTest {
  private static final int COMMITS = 20;
  private final BadgeTable table;

  BrokenStreamTest(LocalDynamoDb local) {
    table = new BadgeTable(local);
  }

  @BeforeEach
  void fill() {
    CommandHandler<String, String, EncodedEvent, String> handler = handler();
    for (int version = 1; version <= COMMITS; version++) {
      handler.handle(request(version));
    }
  }

  private CommandHandler<String, String, EncodedEvent, String> handler() {
    return table.handler(BadgeTable.NOT_UNIQUE);
  }

  /** The command that wrote a version. */
  private static CommandRequest<String> request(int version) {
    return CommandRequest.of(BadgeTable.stream("ada"), "b" + version)
        .withStamp(CommandStamp.of("command-" + version, "b" + version));
  }

  private void assertFails(CommandRequest<String> request, String reason) {
    List<Commit<EncodedEvent>> before = stored();
    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> handler().handle(request))
        .withMessage("Stream WEARER#ada is broken: " + reason);
    assertThat(stored()).isEqualTo(before);
  }

  /** What is left, read around the breaks. */
  private List<Commit<EncodedEvent>> stored() {
    return LongStream.rangeClosed(1, COMMITS + 10)
        .mapToObj(this::commitAt)
        .flatMap(List::stream)
        .toList();
  }

  private List<Commit<EncodedEvent>> commitAt(long version) {
    try {
      return table.store().read(BadgeTable.stream("ada"), version - 1, 1).commits();
    } catch (UnreadableEventException broken) {
      return List.of();
    }
  }

  @Test
  void a_load_that_reads_over_a_missing_commit_fails() {
    table.deleteCommit("ada", COMMITS - 1);
    table.deleteState("ada", COMMITS);

    assertFails(
        CommandRequest.of(BadgeTable.stream("ada"), "new"),
        "after version 18 the next commit begins with version 20");
  }

  @Test
  void a_load_of_a_stream_without_its_first_commit_fails() {
    table.deleteCommit("ada", 1);
    for (int version = 2; version <= COMMITS; version++) {
      table.deleteState("ada", version);
    }

    assertFails(
        CommandRequest.of(BadgeTable.stream("ada"), "new"),
        "after version 0 the next commit begins with version 2");
  }

  @Test
  void a_load_that_comes_upon_a_stray_commit_fails() {
    table.copyCommit("ada", COMMITS, 1_000_000);

    assertFails(
        CommandRequest.of(BadgeTable.stream("ada"), "new"),
        "after version 20 the next commit begins with version 1000000");
  }

  @Test
  void a_load_that_begins_behind_the_break_does_not_see_it() {
    table.deleteCommit("ada", 3);

    assertThat(handler().handle(CommandRequest.of(BadgeTable.stream("ada"), "new")))
        .isEqualTo(new Outcome.Committed<>(COMMITS + 1, List.of(Commits.written("new"))));
  }

  @Test
  void a_repeat_whose_commit_is_missing_fails_instead_of_taking_effect_again() {
    table.deleteCommit("ada", COMMITS - 2);

    assertFails(request(COMMITS - 2), "after version 17 the next commit begins with version 19");
  }

  @Test
  void a_repeat_whose_commit_is_missing_with_all_that_followed_fails() {
    CommandHandler<String, String, EncodedEvent, String> warm = handler();
    warm.handle(request(COMMITS));
    table.deleteCommit("ada", COMMITS - 1);
    table.deleteCommit("ada", COMMITS);

    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> warm.handle(request(COMMITS - 1)))
        .withMessage(
            "Stream WEARER#ada is broken: the commit that begins with version 19" + " is gone");
  }

  @Test
  void a_repeat_of_long_ago_fails_where_its_commit_is_missing() {
    assertThat(handler().handle(request(2).withExpectedVersion(1L)))
        .isEqualTo(new Outcome.Committed<>(2, List.of(Commits.written("b2"))));
    table.deleteCommit("ada", 2);

    assertFails(
        request(2).withExpectedVersion(1L),
        "after version 1 the next commit begins with version 3");
  }

  @Test
  void other_repeats_are_answered_as_ever() {
    table.deleteCommit("ada", COMMITS - 2);

    assertThat(handler().handle(request(COMMITS - 1)))
        .isEqualTo(new Outcome.Committed<>(COMMITS - 1, List.of(Commits.written("b19"))));
  }

  @Test
  void commits_that_are_stored_while_a_query_runs_are_no_break() {
    for (UnaryOperator<List<Integer>> seen :
        List.<UnaryOperator<List<Integer>>>of(
            versions -> versions.subList(1, versions.size()), versions -> without(versions, 5))) {
      AtomicInteger queries = new AtomicInteger();
      table.client.queried =
          page -> queries.incrementAndGet() == 1 ? only(seen.apply(versions(page)), page) : page;
      List<Long> read = new ArrayList<>();

      new DynamoDbEventLog<>(table.client, table.name, EventCodec.asStored())
          .readAll(BadgeTable.stream("ada"), 0, commit -> read.add(commit.firstVersion()));
      assertThat(read).hasSize(COMMITS).isSorted();
      assertThat(queries).hasValue(2);
    }
  }

  private static List<Integer> without(List<Integer> versions, int missing) {
    return versions.stream().filter(version -> version != missing).toList();
  }

  private static List<Integer> versions(QueryResponse page) {
    return page.items().stream()
        .map(item -> (int) new Attributes(item).integer("version"))
        .toList();
  }

  private static QueryResponse only(List<Integer> versions, QueryResponse page) {
    return page.toBuilder()
        .items(
            page.items().stream()
                .filter(item -> versions.contains((int) new Attributes(item).integer("version")))
                .toList())
        .build();
  }
}
