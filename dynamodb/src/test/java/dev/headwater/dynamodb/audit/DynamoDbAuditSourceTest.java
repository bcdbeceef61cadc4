package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.StreamFold;
import dev.headwater.audit.StreamVisitor;
import dev.headwater.dynamodb.BadgeDecider;
import dev.headwater.dynamodb.BadgeTable;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class DynamoDbAuditSourceTest {
  private static final int STREAMS = 15;
  private static final int LONGEST = 5;

  private final BadgeTable table;
  private final Map<String, FoldedStream<String>> streams = new ConcurrentSkipListMap<>();
  private final AtomicInteger handedOn = new AtomicInteger();
  private final Queue<String> unreadable = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ended = new AtomicInteger();

  DynamoDbAuditSourceTest(LocalDynamoDb local) {
    table = new BadgeTable(local);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, 1", "4, 7", "32, 3"})
  void hands_on_each_stream_whole(int segments, int pageItems) {
    fill();
    AtomicLong items = new AtomicLong();

    scan(segments, new ScanSettings(segments, pageItems, 0, items::addAndGet, () -> false));

    assertStreams();
    assertThat(handedOn).hasValue(STREAMS);
    assertThat(ended).hasValue(segments);
    assertThat(items.get())
        .isEqualTo(commits())
        .isEqualTo(table.source(Host.system()).approximateItems());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void successive_parts_hand_on_each_stream_once(int parts) {
    fill();
    AtomicLong items = new AtomicLong();
    ScanSettings settings = new ScanSettings(1, 1000, 0, items::addAndGet, () -> false);
    for (long turn = 20_000; turn < 20_000 + parts; turn++) {
      ScanPosition end = scan(Host.system(), ScanPosition.ofPart(parts, turn), settings);
      assertThat(end.isDone()).isTrue();
    }

    assertStreams();
    assertThat(handedOn).hasValue(STREAMS);
    assertThat(items.get()).isEqualTo(commits());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "3, 2", "3, 1000"})
  void goes_on_from_where_an_earlier_scan_has_got(int segments, int pageItems) {
    fill();
    ScanSettings shortest = new ScanSettings(segments, pageItems, 0, items -> {}, () -> true);
    ScanPosition position = ScanPosition.begin(segments);
    int slices = 0;
    while (!position.isDone()) {
      position = scan(Host.system(), position, shortest);
      slices++;
    }

    assertStreams();
    assertThat(handedOn).hasValue(STREAMS);
    assertThat(slices).isBetween(pageItems == 1000 ? 1 : 3, STREAMS + 1);
  }

  @Test
  void reads_from_the_log_what_does_not_come_in_order() {
    fill();
    table.client.scanned =
        page -> {
          List<Map<String, AttributeValue>> backwards = new ArrayList<>(page.items());
          Collections.reverse(backwards);
          return page.toBuilder().items(backwards).build();
        };

    scan(2, new ScanSettings(2, 5, 0, items -> {}, () -> false));

    assertStreams();
  }

  @Test
  void tells_what_cannot_be_read_and_goes_on() {
    fill();
    table.put(item("WEARER#broken", CommitItem.sortKey(1)));
    table.put(item("CLAIM#badge#0", "CLAIM")); // of an older version
    table.put(item("nobody", CommitItem.sortKey(1)));
    table.put(item("SETTINGS", "ANY"));

    scan(4, ScanSettings.DEFAULTS);

    assertStreams();
    assertThat(unreadable)
        .containsExactlyInAnyOrder(
            "WEARER#broken: Cannot read a commit of stream WEARER#broken: 'version' is absent",
            "nobody: A stream id reads category#id");
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, 1", "4, 3"})
  void tells_of_every_break_and_goes_on(int segments, int pageItems) {
    fill();
    for (String id : List.of("first", "middle", "stray", "inside")) {
      for (int version = 1; version <= 4; version++) {
        table.wear(id, id + version, false);
      }
    }
    table.deleteCommit("first", 1);
    table.deleteCommit("middle", 3);
    table.copyCommit("stray", 4, 9_000_000_000L);
    table.putCommit("inside", 2, 2);
    table.put(item("WEARER#w3", "EVENT#x"));

    scan(segments, new ScanSettings(segments, pageItems, 0, items -> {}, () -> false));

    assertStreams();
    assertThat(unreadable)
        .containsExactlyInAnyOrder(
            broken("first", "after version 0 the next commit begins with version 2"),
            broken("middle", "after version 2 the next commit begins with version 4"),
            broken("stray", "after version 4 the next commit begins with version 9000000000"),
            broken("inside", "after version 3 the next commit begins with version 3"),
            "WEARER#w3: it has an item whose sort key is not a version");
  }

  private static String broken(String id, String reason) {
    return "WEARER#" + id + ": Stream WEARER#" + id + " is broken: " + reason;
  }

  @Test
  void keeps_within_a_rate() {
    fill();
    ManualHost manual = new ManualHost(1);

    scan(
        manual.host(), ScanPosition.begin(1), new ScanSettings(1, 10, 2, items -> {}, () -> false));

    Duration waited = manual.waits().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(manual.waits()).hasSizeGreaterThan(commits() / 10);
    assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(commits() / 10 * 500L));
  }

  @Test
  void ends_with_the_first_failure_of_a_visitor() {
    fill();
    AtomicInteger pages = new AtomicInteger();
    ScanSettings settings =
        new ScanSettings(4, 1, 0, items -> pages.incrementAndGet(), () -> false);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                table
                    .source(Host.system())
                    .scan(ScanPosition.begin(4), settings, new WornBadge(), Refusing::new))
        .withMessage("refused");
    assertThat(pages.get()).isLessThan(commits());
  }

  @Test
  void refuses_settings_without_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScanSettings(0, 1, 0, items -> {}, () -> false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScanSettings(33, 1, 0, items -> {}, () -> false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScanSettings(1, 0, 0, items -> {}, () -> false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScanSettings(1, 1, -1, items -> {}, () -> false));
  }

  /** Streams of 1 to {@value #LONGEST} commits. */
  private void fill() {
    for (int number = 0; number < STREAMS; number++) {
      for (int version = 1; version <= length(number); version++) {
        table.wear("w" + number, "b" + number + "-" + version, true);
      }
    }
  }

  private static int length(int number) {
    return 1 + number % LONGEST;
  }

  private static int commits() {
    int commits = 0;
    for (int number = 0; number < STREAMS; number++) {
      commits += length(number);
    }
    return commits;
  }

  private void assertStreams() {
    assertThat(streams).hasSize(STREAMS);
    for (int number = 0; number < STREAMS; number++) {
      assertThat(streams.get("w" + number))
          .isEqualTo(
              new FoldedStream<>(
                  BadgeTable.stream("w" + number),
                  length(number),
                  "b" + number + "-" + length(number)));
    }
  }

  private static Map<String, AttributeValue> item(String partition, String sort) {
    return Map.of(
        CommitItem.PK, AttributeValue.fromS(partition), CommitItem.SK, AttributeValue.fromS(sort));
  }

  private void scan(int segments, ScanSettings settings) {
    assertThat(scan(Host.system(), ScanPosition.begin(segments), settings).isDone()).isTrue();
  }

  private ScanPosition scan(Host host, ScanPosition from, ScanSettings settings) {
    return table
        .source(host)
        .within(settings.unitsPerSecond())
        .scan(from, settings, new WornBadge(), Noting::new);
  }

  private static final class WornBadge implements StreamFold<String, EncodedEvent> {
    private final BadgeDecider decider = new BadgeDecider(true);

    @Override
    public String begin(StreamId stream) {
      return decider.initialState();
    }

    @Override
    public String add(String worn, Commit<EncodedEvent> commit) {
      String badge = worn;
      for (EncodedEvent event : commit.events()) {
        badge = decider.evolve(badge, event);
      }
      return badge;
    }
  }

  private final class Noting implements StreamVisitor<String> {
    @Override
    public void stream(FoldedStream<String> stream) {
      handedOn.incrementAndGet();
      streams.merge(
          stream.stream().id(),
          stream,
          (one, other) -> one.version() > other.version() ? one : other);
    }

    @Override
    public void unreadable(String partition, String reason) {
      unreadable.add(partition + ": " + reason);
    }

    @Override
    public void end() {
      ended.incrementAndGet();
    }
  }

  private static final class Refusing implements StreamVisitor<String> {
    @Override
    public void stream(FoldedStream<String> stream) {
      throw new IllegalArgumentException("refused");
    }

    @Override
    public void unreadable(String partition, String reason) {
      throw new AssertionError(partition);
    }
  }
}
