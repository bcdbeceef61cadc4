package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.CODEC;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static dev.headwater.projection.ReadSide.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EventLog;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.Meeting;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on the system's host, over a log in which each read waits for others to begin. */
@Timeout(60)
final class ProjectorOverlapTest {
  private static final int MOST = 10;

  private final ReadSide side = new ReadSide();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void reads_the_gaps_of_several_streams_in_parallel() {
    Meeting meeting = new Meeting(MOST);
    ProjectedBatch batch =
        project(
            gaps(3 * MOST),
            (stream, after, max) -> {
              meeting.join();
              return side.stored.read(stream, after, max);
            });

    assertThat(batch.moved()).isEqualTo(3 * MOST);
    assertThat(batch.gaps()).isEqualTo(3 * MOST);
    assertThat(most).hasValue(MOST);
    assertThat(reads).hasValue(3 * MOST);
    assertThat(side.views.loads()).isEqualTo(1);
    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.views.get("29")).isEqualTo(shown(4));
  }

  @Test
  void a_read_that_fails_leaves_the_others_alone() {
    Meeting meeting = new Meeting(3);
    ProjectedBatch batch =
        project(
            gaps(3),
            (stream, after, max) -> {
              meeting.join();
              if (stream.equals(stream("0"))) {
                throw new UnavailableException(
                    "No right",
                    false,
                    new ConfigurationFault("DynamoDB", "AccessDeniedException"),
                    null);
              }
              if (stream.equals(stream("1"))) {
                throw UnreadableEventException.brokenAfter(
                    1, side.stored.read(stream("2"), 3, 1).commits().getFirst());
              }
              return side.stored.read(stream, after, max);
            });

    assertThat(batch.retry()).containsExactly("0@4");
    assertThat(batch.parked()).containsOnlyKeys("1@4");
    assertThat(batch.moved()).isEqualTo(1);
    assertThat(side.views.get("2")).isEqualTo(shown(4));
  }

  @Test
  void an_interrupted_batch_is_retried_and_leaves_no_read_behind() {
    Thread projecting = Thread.currentThread();
    Meeting meeting = new Meeting(2);
    Meeting longer = new Meeting(3);
    ProjectedBatch batch =
        project(
            gaps(2),
            (stream, after, max) -> {
              meeting.join();
              projecting.interrupt();
              longer.join();
              return side.stored.read(stream, after, max);
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(batch.retry()).containsExactlyInAnyOrder("0@4", "1@4");
    assertThat(underWay).hasValue(0);
  }

  /** The last message of each of so many streams. */
  private List<Delivery> gaps(int streams) {
    List<Delivery> last = new ArrayList<>();
    for (int number = 0; number < streams; number++) {
      last.addAll(messages(side.basket(Integer.toString(number), 2), 4));
    }
    return last;
  }

  private ProjectedBatch project(List<Delivery> batch, EventLog<BasketEvent> log) {
    EventLog<BasketEvent> counted =
        (stream, after, max) -> {
          reads.incrementAndGet();
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          try {
            return log.read(stream, after, max);
          } finally {
            underWay.decrementAndGet();
          }
        };
    return new Projector<>(BasketProjection.VIEW, CODEC, counted, side.views, Host.system())
        .project(batch, Instant.MAX);
  }
}
