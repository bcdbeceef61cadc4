package dev.headwater.dynamodb.backup;

import static dev.headwater.dynamodb.backup.EventsCopy.event;
import static dev.headwater.dynamodb.backup.EventsCopy.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.FailingTable;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.backup.CommitImport.Imported;
import dev.headwater.dynamodb.backup.CommitImport.Refusal;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class CommitImportTest {
  private final EventsCopy original;
  private final EventsCopy copy;

  CommitImportTest(LocalDynamoDb local) {
    original = new EventsCopy(local);
    copy = new EventsCopy(local);
    original.write("a", 1, "one", "two", "three");
    original.export(false);
  }

  @Test
  void puts_commits_back_with_a_mark_and_finds_them_when_it_is_repeated() {
    CommitImport first = copy.importing("first", false);

    assertThat(first.isTableEmpty()).isTrue();
    assertThat(first.put(original.commits)).isEqualTo(new Imported(3, 0, null));
    assertThat(first.isTableEmpty()).isFalse();
    assertThat(first.put(original.commits))
        .as("the call whose answer was lost")
        .isEqualTo(new Imported(3, 0, null));
    assertThat(copy.importing("second", true).put(original.commits))
        .isEqualTo(new Imported(0, 3, null));
    assertThat(mark("a", 2))
        .containsEntry("run", AttributeValue.fromS("first"))
        .containsEntry("publish", AttributeValue.fromBool(false))
        .containsKey("time");
    copy.export(false);
    assertThat(copy.lines()).isEqualTo(original.lines());
  }

  private Map<String, AttributeValue> mark(String id, long version) {
    return Objects.requireNonNull(copy.item(id, version).get(CommitItem.IMPORTED)).m();
  }

  @Test
  void a_stream_goes_on_only_where_it_ends() {
    CommitImport importing = copy.importing("run", true);

    assertThat(importing.put(original.commits.subList(1, 3)))
        .isEqualTo(refused(0, 0, Refusal.Kind.GAP, 2, "no commit in the table ends at version 1"));
    assertThat(copy.items()).isEmpty();
    assertThat(importing.put(original.commits.subList(0, 1)).imported()).isEqualTo(1);
    assertThat(importing.put(original.commits.subList(1, 3)).imported()).isEqualTo(2);
  }

  @Test
  void never_begins_a_commit_inside_another() {
    copy.put(CommitItem.write(Commits.at(stream("a"), 1, event("one"), event("two"))));

    assertThat(copy.importing("run", true).put(original.commits.subList(1, 3)).refusal())
        .isEqualTo(
            new Refusal(Refusal.Kind.GAP, "NOTE#a", 2, "no commit in the table ends at version 1"));
    assertThat(copy.items()).hasSize(1);
  }

  @Test
  void a_conflict_leaves_out_the_rest_of_the_stream() {
    copy.write("a", 1, "one", "other");

    assertThat(copy.importing("run", true).put(original.commits))
        .isEqualTo(
            refused(0, 1, Refusal.Kind.CONFLICT, 2, "the table has another commit at version 2"));
    assertThat(copy.items()).hasSize(2);
  }

  private static Imported refused(
      long imported, long present, Refusal.Kind kind, long version, String reason) {
    return new Imported(imported, present, new Refusal(kind, "NOTE#a", version, reason));
  }

  @Test
  void what_dynamodb_cannot_store_is_refused() {
    StoredCommit deep = commit("deep", nested(40));
    StoredCommit large = commit("large", AttributeValue.fromS("x".repeat(410_000)));

    assertThat(copy.importing("run", true).put(List.of(large)).refusal())
        .isEqualTo(
            new Refusal(
                Refusal.Kind.UNSTORABLE,
                "NOTE#large",
                1,
                "its item would have more than 409600 bytes"));
    assertThat(copy.importing("run", true).put(List.of(deep)).refusal())
        .extracting(Refusal::kind)
        .isEqualTo(Refusal.Kind.UNSTORABLE);
    assertThat(copy.items()).isEmpty();
  }

  private static StoredCommit commit(String id, AttributeValue attribute) {
    return StoredCommit.of(
        StoredCommit.of(CommitItem.write(Commits.at(stream(id), 1, event("one"))))
            .with("more", attribute));
  }

  private static AttributeValue nested(int levels) {
    return IntStream.range(0, levels)
        .boxed()
        .reduce(
            AttributeValue.fromS("x"),
            (value, level) -> AttributeValue.fromL(List.of(value)),
            (one, other) -> other);
  }

  @Test
  void a_missing_permission_is_thrown_with_its_code() {
    FailingTable denying = new FailingTable().denyingAccess();

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                new CommitImport(denying, "events", "run", true, Host.system())
                    .put(original.commits))
        .satisfies(
            denied ->
                assertThat(Objects.requireNonNull(denied.configurationFault()).code())
                    .isEqualTo("AccessDeniedException"));
  }
}
