package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.Projection;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.testkit.History;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FreshPagesTest {
  private static final String POISON = "poison";

  private final ManualHost machine = new ManualHost(1);
  private final InMemoryEventStore<String, String> stored = new InMemoryEventStore<>();
  private EventLog<String> log = stored;

  /** The events of a stream in a row. */
  private record Joined() implements Projection<String, String> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable String apply(@Nullable String view, RecordedEvent<String> event) {
      if (event.event().equals(POISON)) {
        throw new IllegalStateException("A secret");
      }
      return view == null ? event.event() : view + event.event();
    }
  }

  private SortedPage<IndexedView<String, String>, String> fresh(String... ids) {
    var definition = new ViewDefinition<>("joined", "TEXT", String.class, new Joined());
    List<IndexedView<String, String>> entries =
        List.of(ids).stream()
            .map(id -> new IndexedView<>(id, "place of " + id, VersionedView.<String>foreign(1)))
            .toList();
    return new FreshPages<>(new FreshView<>(definition, log, machine.host()))
        .of(new SortedPage<>(entries, "next"), machine.clock().instant().plusSeconds(1));
  }

  private void write(String id, String... events) {
    History<String> history = History.of(new StreamId("TEXT", id));
    for (String event : events) {
      history = history.commit(event);
    }
    history.appendTo(stored);
  }

  @Test
  void a_foreign_view_is_folded_to_its_head_and_keeps_its_place() {
    write("ada", "a", "b");

    assertThat(fresh("ada"))
        .isEqualTo(
            new SortedPage<>(
                List.of(new IndexedView<>("ada", "place of ada", new VersionedView<>(2, "ab"))),
                "next"));
  }

  @Test
  void a_page_goes_on_without_what_cannot_be_folded() {
    write("ada", "a");
    write("bob", "b", POISON);
    write("cas", "c");
    log =
        (stream, after, max) -> {
          if (stream.id().equals("cas")) {
            throw UnreadableEventException.withoutCommit(stream, 1);
          }
          return stored.read(stream, after, max);
        };

    SortedPage<IndexedView<String, String>, String> page = fresh("", "ada", "bob", "cas", "#");

    assertThat(page.entries()).extracting(IndexedView::id).containsExactly("ada");
    assertThat(page.next()).isEqualTo("next");
  }

  @Test
  void a_page_fails_if_the_log_does_not_answer_in_time() {
    write("ada", "a");
    log =
        (stream, after, max) -> {
          throw new UnavailableException("No answer", false, null);
        };
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> fresh("ada"));

    log = stored;
    machine.clock().advance(Duration.ofSeconds(2));
    var late =
        new FreshView<>(
            new ViewDefinition<>("joined", "TEXT", String.class, new Joined()),
            log,
            machine.host());
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> late.of("ada", VersionedView.foreign(1), 0, Instant.EPOCH));
  }
}
