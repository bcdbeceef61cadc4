package dev.headwater.dynamodb.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.operations.LetterArchive.Archived;
import dev.headwater.dynamodb.operations.LetterArchive.Drop;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.testkit.ManualHost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalTables.class)
class LetterArchiveTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final String name = "operations-" + UUID.randomUUID();
  private final LetterArchive archive;

  LetterArchiveTest(LocalDynamoDb local) {
    local.create(
        List.of(
            new TableDeclaration(
                "Operations",
                name,
                Map.of("PK", "S", "SK", "S"),
                new TableDeclaration.Key("PK", "SK"),
                List.of(),
                null)));
    archive = new LetterArchive(local.client(), name, new ManualHost(1).host());
  }

  @Test
  void keeps_the_letters_of_each_queue_as_they_are() {
    Archived first = letter("1", "a body with \uffff and ŵ");
    Archived second = letter("2", "x".repeat(1_000_000));
    archive.put("view", second);
    archive.put("view", first);
    archive.put("search", letter("3", "another"));

    assertThat(archive.page("view", null, 10)).containsExactly(first, second);
    assertThat(archive.page("view", null, 1)).containsExactly(first);
    assertThat(archive.page("view", "1", 10)).containsExactly(second);
    archive.remove("view", "1");
    archive.remove("view", "1");
    assertThat(archive.page("view", null, 10)).containsExactly(second);
  }

  @Test
  void refuses_a_letter_that_no_item_can_hold() {
    StringBuilder noise = new StringBuilder();
    new Random(1).ints(800_000, 'a', 'z').forEach(character -> noise.append((char) character));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.put("view", letter("1", noise.toString())));
    assertThat(archive.page("view", null, 10)).isEmpty();
  }

  @Test
  void remembers_drops_and_tells_the_newest_first() {
    Drop old = drop(TIME, "old");
    Drop recent = drop(TIME.plusSeconds(1), "new");
    archive.record(recent, "run", 0);
    archive.record(old, "run", 0);
    archive.record(drop(TIME, "old"), "run", 1);

    assertThat(archive.drops(2)).containsExactly(recent, old);
    assertThat(archive.drops(10)).hasSize(3);
  }

  private static Drop drop(Instant at, String reason) {
    return new Drop(at, "ada", reason, "view", List.of("NOTE#a@1", "m-2"));
  }

  private static Archived letter(String id, String body) {
    return new Archived(id, body, Map.of("reason", "It failed", "attempts", "2"), TIME);
  }
}
