package dev.headwater.dynamodb.backup;

import static dev.headwater.dynamodb.backup.EventsCopy.event;
import static dev.headwater.dynamodb.backup.EventsCopy.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.local.tables.LocalDynamoDb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

@ExtendWith(LocalTables.class)
class CommitExportTest {
  private final EventsCopy events;

  CommitExportTest(LocalDynamoDb local) {
    events = new EventsCopy(local);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reads_each_stream_in_its_order_wherever_it_is_cut(boolean inParts) {
    for (int number = 0; number < 10; number++) {
      events.write("n" + number, 1, "one", "two", "three");
    }
    events.put(CommitItem.write(Commits.at(stream("long"), 1, event("one"), event("two"))));
    events.write("long", 3, "three");

    events.export(inParts);

    assertThat(events.broken).isEmpty();
    assertThat(events.places()).hasSize(32).doesNotHaveDuplicates();
    assertThat(events.places().stream().filter(place -> place.startsWith("n3")))
        .containsExactly("n3@1", "n3@2", "n3@3");
    assertThat(events.places()).containsSubsequence("long@1", "long@3");
    assertThat(events.commits.stream().mapToLong(StoredCommit::events).sum()).isEqualTo(33);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reads_on_out_of_the_log_what_the_scan_has_left_out(boolean inParts) {
    events.write("a", 1, "one", "two", "three", "four");
    events.write("b", 1, "one");
    events.client.scanned = page -> without(page, CommitItem.sortKey(2));

    events.export(inParts);

    assertThat(events.broken).isEmpty();
    assertThat(events.places()).containsExactlyInAnyOrder("a@1", "a@2", "a@3", "a@4", "b@1");
    assertThat(events.places()).containsSubsequence("a@1", "a@2", "a@3", "a@4");
  }

  @Test
  void reads_a_stream_in_its_order_even_if_the_scan_does_not() {
    events.write("a", 1, "one", "two", "three", "four");
    events.client.scanned = CommitExportTest::reversed;

    events.export(false);

    assertThat(events.places()).containsExactly("a@1", "a@2", "a@3", "a@4");
    assertThat(events.broken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reports_where_a_stream_breaks_and_reads_the_others(boolean inParts) {
    events.write("gap", 1, "one", "two", "three", "four");
    events.delete("gap", 2);
    events.write("rubbish", 1, "one");
    events.put(
        Map.of(
            CommitItem.PK,
            AttributeValue.fromS("NOTE#rubbish"),
            CommitItem.SK,
            AttributeValue.fromS(CommitItem.sortKey(2)),
            "secret",
            AttributeValue.fromS("secret")));
    events.put(CommitItem.write(Commits.at(stream("overlap"), 1, event("one"), event("two"))));
    events.write("overlap", 2, "two");
    events.write("good", 1, "one", "two");

    events.export(inParts);

    assertThat(events.places())
        .containsExactlyInAnyOrder("gap@1", "rubbish@1", "overlap@1", "good@1", "good@2");
    assertThat(events.broken)
        .containsExactlyInAnyOrder(
            "NOTE#gap@2 a commit is missing",
            "NOTE#rubbish@2 an item is not a commit: 'version' is absent",
            "NOTE#overlap@3 a commit begins inside another");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reads_one_stream(boolean inParts) {
    events.write("a", 1, "one", "two", "three");
    events.write("b", 1, "one");

    events.exportStream("a", inParts);
    events.exportStream("none", inParts);

    assertThat(events.places()).containsExactly("a@1", "a@2", "a@3");
    assertThat(events.broken).isEmpty();
  }

  @Test
  void leaves_out_what_is_no_commit_or_follows_from_the_log() {
    Map<String, AttributeValue> item =
        new HashMap<>(CommitItem.write(Commits.at(stream("a"), 1, event("one"))));
    item.put(CommitItem.STATE, AttributeValue.fromM(Map.of()));
    item.put(CommitItem.RECENT, AttributeValue.fromS("recent"));
    item.put(CommitItem.IMPORTED, AttributeValue.fromM(Map.of()));
    item.put("ofALaterVersion", AttributeValue.fromN("7"));
    events.put(item);
    events.put(
        Map.of(
            CommitItem.PK, AttributeValue.fromS("CLAIM#email#1"),
            CommitItem.SK, AttributeValue.fromS("CLAIM")));

    events.export(false);

    assertThat(events.lines())
        .containsExactly(
            """
            {"PK":{"S":"NOTE#a"},"SK":{"S":"EVENT#0000000001"},"version":{"N":"1"},"events":{"L":[\
            {"M":{"eventType":{"S":"NoteWritten"},"payload":{"M":{"text":{"S":"one"}}},\
            "schemaVersion":{"N":"1"}}}]},"timestamp":{"N":"1001"},"commandId":{"S":"command-1"},\
            "commandDigest":{"B":"AAAAAAAAAAE="},"ofALaterVersion":{"N":"7"}}\
            """);
  }

  private static ScanResponse without(ScanResponse page, String sort) {
    return page.toBuilder()
        .items(
            page.items().stream()
                .filter(item -> !AttributeValue.fromS(sort).equals(item.get(CommitItem.SK)))
                .toList())
        .build();
  }

  private static ScanResponse reversed(ScanResponse page) {
    List<Map<String, AttributeValue>> items = new ArrayList<>(page.items());
    Collections.reverse(items);
    return page.toBuilder().items(items).build();
  }
}
