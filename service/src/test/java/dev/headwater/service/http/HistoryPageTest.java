package dev.headwater.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.Metadata;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.query.SortedPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryPageTest {
  private static final StreamId STREAM = new StreamId("DOOR", "front");
  private final InMemoryEventStore<String, String> log = new InMemoryEventStore<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100})
  void pages_cut_commits_where_they_have_to(int limit) {
    append(1, "a");
    append(2, "b", "c", "d");
    append(5, "e", "f");

    List<String> read = new ArrayList<>();
    @Nullable String place = null;
    int pages = 0;
    do {
      SortedPage<RecordedEvent<String>, String> page = HistoryPage.read(log, STREAM, place, limit);
      assertThat(page.entries()).hasSizeBetween(1, limit);
      page.entries().stream().map(RecordedEvent::event).forEach(read::add);
      place = page.next();
      pages++;
    } while (place != null);

    assertThat(read).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(pages).isEqualTo((6 + limit - 1) / limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", "1.2.3", "a.b", "-1.0", "10000000000.0", "99999999999.0"})
  void refuses_a_place_that_it_never_gave(String place) {
    assertThatThrownBy(() -> HistoryPage.read(log, STREAM, place, 10))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void goes_on_from_every_place_that_it_gives() {
    long first = 9_999_999_990L;
    SortedPage<RecordedEvent<String>, String> page =
        HistoryPage.read(
            (stream, after, max) ->
                after == 0
                    ? new EventLog.Page<>(List.of(commit(first, "a", "b")), true)
                    : new EventLog.Page<>(List.of(commit(after + 1, "c")), false),
            STREAM,
            null,
            2);

    assertThat(page.next()).isEqualTo((first + 1) + ".0");
    assertThat(HistoryPage.read(log, STREAM, page.next(), 2).entries()).isEmpty();
    assertThat(HistoryPage.read(log, STREAM, EventLog.MAX_VERSION + ".0", 2).entries()).isEmpty();
  }

  private void append(long version, String... events) {
    log.append(commit(version, events));
  }

  private static Commit<String> commit(long version, String... events) {
    return new Commit<>(
        STREAM,
        version,
        List.of(events),
        Instant.EPOCH,
        new CommandStamp("c" + version, 0),
        Metadata.NONE);
  }
}
