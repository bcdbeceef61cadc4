package dev.headwater.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.queues.StoredMessage.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageStoreTest {
  private static final StoredMessage FIRST = message("1", 0);
  private static final StoredMessage SECOND = message("2", 0);

  private final List<String> saved = new ArrayList<>();

  @TempDir Path folder;

  private static StoredMessage message(String id, int receiveCount) {
    return new StoredMessage(
        id,
        "half a pair: \ud800, a whole one: \ud83d\ude00",
        List.of(
            new Attribute("reason", "String", "äöü\u0000"),
            new Attribute("attempt", "Number.int", "3"),
            new Attribute("raw", "Binary", "AP8=")),
        1_700_000_000_123L,
        1_700_000_900_123L,
        receiveCount == 0 ? null : 1_700_000_001_000L,
        receiveCount,
        "group",
        null,
        "orders");
  }

  private MessageStore store() {
    return new MessageStore(
        new DurableQueues(folder, Set.of("parked", "dead")), id -> saved.add(id));
  }

  private static void delete(MessageStore store, String id) {
    store.deleting(Set.of(id));
    store.removed(id);
    store.deleted(Set.of(id));
  }

  @Test
  void messages_survive_a_restart() {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.add("parked", SECOND);

    assertThat(saved).containsExactly("1", "2");
    assertThat(store().read("parked")).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(store().read("dead")).isEmpty();
  }

  @Test
  void a_receive_survives_a_restart() {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.update("parked", message("1", 1));
    store.update("dead", message("1", 2));

    assertThat(store().read("parked")).containsExactly(message("1", 1));
  }

  /** Otherwise, listing ten thousand letters would write each file twice. */
  @Test
  void a_change_of_visibility_alone_is_not_written() throws IOException {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.update("parked", message("1", 1));
    Files.delete(folder.resolve("parked/1.json"));

    store.update("parked", message("1", 1));

    assertThat(folder.resolve("parked/1.json")).doesNotExist();
  }

  @Test
  void every_attribute_returns_to_the_queue() {
    StoredMessage received = message("1", 4);

    assertThat(StoredMessage.of(received.toMessage()))
        .usingRecursiveComparison()
        .ignoringFields("visibleFromMillis")
        .ignoringCollectionOrder()
        .isEqualTo(received);
    assertThat(StoredMessage.of(received.toMessage()).visibleFromMillis())
        .as("a received message is visible again")
        .isEqualTo(received.sentMillis());
    assertThat(StoredMessage.of(FIRST.toMessage()).visibleFromMillis())
        .as("a delayed message stays delayed")
        .isEqualTo(FIRST.visibleFromMillis());
  }

  @Test
  void a_deleted_message_stays_deleted() throws IOException {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.add("parked", SECOND);
    delete(store, "1");
    delete(store, "unknown");

    assertThat(store().read("parked")).containsExactly(SECOND);
    MessageStore next = store();
    next.read("parked");
    delete(next, "2");
    assertThat(folder.resolve("parked")).isEmptyDirectory();
  }

  @Test
  void a_message_that_leaves_without_a_request_is_kept() {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.removed("1");

    assertThat(store().read("parked")).containsExactly(FIRST);
  }

  @Test
  void a_message_is_in_one_durable_queue_at_a_time() {
    MessageStore store = store();
    store.add("parked", FIRST);
    store.add("dead", FIRST);

    assertThat(store().read("parked")).isEmpty();
    assertThat(store().read("dead")).containsExactly(FIRST);
    assertThat(store.ids("parked")).isEmpty();
    assertThat(store.ids("dead")).containsExactly("1");
  }

  @Test
  void removes_what_a_killed_process_left_half_written() throws IOException {
    store().add("parked", FIRST);
    Path draft = Files.writeString(folder.resolve("parked/2.new"), "{\"id\": \"2\", \"bo");

    assertThat(store().read("parked")).containsExactly(FIRST);
    assertThat(draft).doesNotExist();
  }

  @Test
  void ignores_a_damaged_file_and_leaves_it_there() throws IOException {
    store().add("parked", FIRST);
    Path torn = Files.writeString(folder.resolve("parked/2.json"), "{\"id\": \"2\", \"bo");
    Path empty = Files.createFile(folder.resolve("parked/3.json"));
    Path incomplete = Files.writeString(folder.resolve("parked/4.json"), "{\"id\": \"4\"}");

    try (var log = new CapturedLog(MessageStore.class)) {
      assertThat(store().read("parked")).containsExactly(FIRST);
      assertThat(log.lines())
          .containsExactlyInAnyOrder(ignored(torn), ignored(empty), ignored(incomplete));
    }
    assertThat(List.of(torn, empty, incomplete)).allSatisfy(file -> assertThat(file).exists());
  }

  private static String ignored(Path file) {
    return "Cannot read the message " + file + ": it is ignored, and stays there";
  }

  @Test
  void keeps_a_message_in_memory_until_it_can_be_written() throws IOException {
    MessageStore store = store();
    Path obstacle = Files.createFile(folder.resolve("parked"));
    try (var log = new CapturedLog(MessageStore.class)) {
      store.add("parked", FIRST);
      store.add("parked", SECOND);
      assertThat(log.lines()).as("logged once").hasSize(1);
    }
    assertThat(store.isUnsaved("1")).isTrue();
    assertThat(store.unsavedQueues()).containsExactly("parked");
    assertThat(store.ids("parked")).containsExactly("1", "2");
    assertThat(saved).isEmpty();

    delete(store, "2");
    Files.delete(obstacle);
    assertThat(store.unsavedQueues()).isEmpty();
    assertThat(store.isUnsaved("1")).isFalse();
    assertThat(saved).containsExactly("1");
    assertThat(store().read("parked")).containsExactly(FIRST);
  }

  @Test
  void notes_the_queues_that_are_no_longer_declared() {
    assertThat(store().notes(Set.of())).isEmpty();
    store().add("parked", FIRST);
    store().add("dead", FIRST);

    assertThat(store().notes(Set.of("parked", "orders")))
        .containsExactly(
            "keeping the messages of dead, which the template no longer declares: to drop them,"
                + " stop and delete "
                + folder.resolve("dead"));
    MessageStore store = store();
    store.read("dead");
    delete(store, "1");
    assertThat(store.notes(Set.of("parked"))).as("an empty queue").isEmpty();
  }
}
