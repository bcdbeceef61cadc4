package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog.Page;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the types of the ports reject before a store is called. */
final class StoresTest {
  @Test
  void only_the_last_page_may_be_empty() {
    assertThat(new Page<>(List.of(), false).hasMore()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Page<>(List.of(), true));
  }

  @Test
  void a_view_must_move_forward() {
    assertThat(new ViewChange<>("1", 0, new VersionedView<>(1, "a")).next().version()).isEqualTo(1);
    for (long version : new long[] {4, 5}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ViewChange<>("1", 5, new VersionedView<>(version, "a")));
    }
  }

  @Test
  void the_in_memory_store_refuses_a_commit_after_a_gap_or_inside_another() {
    InMemoryEventStore<String, String> store = new InMemoryEventStore<>();
    store.append(commit(1, "a", "b", "c"));

    for (long version : new long[] {2, 3, 5}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(commit(version, "d")))
          .withMessageContaining("STREAM#1");
    }
    assertThat(store.read(new StreamId("STREAM", "1"), 0, 10).commits()).hasSize(1);
  }

  @Test
  void an_encoded_event_copies_its_fields() {
    Map<String, Object> fields = new HashMap<>(Map.of("a", 1L));
    EncodedEvent event = new EncodedEvent("Event", 1, fields);
    fields.put("b", 2L);

    assertThat(event.payload()).isEqualTo(Map.of("a", 1L)).isUnmodifiable();
  }

  private static Commit<String> commit(long firstVersion, String... events) {
    return new Commit<>(
        new StreamId("STREAM", "1"),
        firstVersion,
        List.of(events),
        Instant.EPOCH,
        new CommandStamp("c", 0),
        Metadata.NONE);
  }
}
