package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RecentCommitsTest {
  private static final int MOST = RecentCommits.REMEMBERED_COMMITS + 1;
  private static final int HASH = Integer.BYTES;

  @Test
  void finds_the_creating_commit_and_the_latest_sixteen() {
    RecentCommits recent = after(40);

    assertThat(
            LongStream.rangeClosed(1, 40)
                .filter(version -> recent.candidates("c-" + version).length > 0))
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.of(1), LongStream.rangeClosed(25, 40)).boxed().toList());
    assertThat(recent.candidates("c-30")).containsExactly(30);
  }

  @Test
  void knows_which_commits_it_covers() {
    RecentCommits none = RecentCommits.none();
    assertThat(none.covers(1)).isTrue();
    assertThat(after(MOST)).matches(recent -> recent.covers(1) && recent.covers(2));
    assertThat(after(MOST + 1))
        .matches(recent -> recent.covers(1) && !recent.covers(2))
        .matches(recent -> recent.covers(3) && recent.covers(MOST + 2));
  }

  @Test
  void survives_a_round_trip_through_its_stored_form() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      RecentCommits recent = RecentCommits.none();
      long version = 1;
      for (int commit = random.nextInt(40); commit > 0; commit--) {
        int events = 1 + random.nextInt(1 << random.nextInt(12));
        recent = recent.with(commit(version, events, "c" + random.nextInt()));
        version += events;
      }
      RecentCommits read = RecentCommits.fromBytes(recent.toBytes());

      assertThat(read).isEqualTo(recent).hasSameHashCodeAs(recent);
      assertThat(read.toBytes()).isEqualTo(recent.toBytes());
    }
  }

  /** A change to either one requires a change to the other. */
  @Test
  void the_format_number_is_tied_to_the_number_of_commits() {
    assertThat(RecentCommits.REMEMBERED_COMMITS).isEqualTo(16);
    assertThat(after(1).toBytes()[0]).isEqualTo((byte) 1);
  }

  @Test
  void takes_about_six_bytes_for_a_commit() {
    assertThat(after(1_000).toBytes()).hasSizeLessThan(MOST * 6);
  }

  @Test
  void the_same_commits_are_equal_and_others_are_not() {
    assertThat(after(3)).isEqualTo(after(3)).isNotEqualTo(after(4));
    assertThat(RecentCommits.none().with(commit(1, 1, "a")))
        .isNotEqualTo(RecentCommits.none().with(commit(1, 1, "b")));
    assertThat(after(2)).hasToString("RecentCommits[1, 2]");
  }

  /** Found by brute force: these two have the same hash. */
  @Test
  void two_ids_with_one_hash_are_both_candidates() {
    String one = "c-32308";
    String other = "c-979104";
    RecentCommits recent = RecentCommits.none().with(commit(1, 3, one)).with(commit(4, 1, other));

    assertThat(recent.candidates(one)).containsExactly(1, 4);
    assertThat(recent.candidates(other)).containsExactly(1, 4);
    assertThat(recent.candidates(one + "x")).isEmpty();
  }

  @Test
  void refuses_malformed_bytes() {
    byte[] whole = after(MOST).toBytes();
    byte[] tooMany = Arrays.copyOf(whole, whole.length + HASH + 1);
    tooMany[tooMany.length - 1] = 1;

    assertRefused(new byte[0], "truncated");
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "truncated");
    assertRefused(Arrays.copyOf(whole, HASH), "truncated");
    assertRefused(tooMany, "Too many");
    assertRefused(ByteBuffer.wrap(whole.clone()).put((byte) 2).array(), "unknown format");
  }

  @Test
  void refuses_versions_that_do_not_increase_from_one() {
    assertRefused(stored(2), "out of order");
    assertRefused(stored(0), "out of order");
    assertRefused(stored(1, 0), "out of order");
    byte[] far = new byte[10];
    Arrays.fill(far, (byte) 0xff);
    far[9] = 0x7f;
    assertRefused(concat(stored(1), new byte[HASH], far), "out of order");
    far[9] = (byte) 0xff;
    assertRefused(concat(stored(1), new byte[HASH], far), "too long");
  }

  @Test
  void random_bytes_are_refused_or_read() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 1;
      }
      try {
        assertThat(RecentCommits.fromBytes(bytes).covers(1)).isTrue();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("emembered");
      }
    }
  }

  private static void assertRefused(byte[] stored, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecentCommits.fromBytes(stored))
        .withMessageContaining(reason);
  }

  private static byte[] stored(int... steps) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + steps.length * (HASH + 1)).put((byte) 1);
    for (int step : steps) {
      bytes.putInt(7).put((byte) step);
    }
    return bytes.array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  /** After this many commits of one event each, by commands c-1, c-2 and so on. */
  private static RecentCommits after(int commits) {
    RecentCommits recent = RecentCommits.none();
    for (int version = 1; version <= commits; version++) {
      recent = recent.with(commit(version, 1, "c-" + version));
    }
    return recent;
  }

  private static Commit<String> commit(long version, int events, String commandId) {
    return new Commit<>(
        new StreamId("STREAM", "1"),
        version,
        List.copyOf(Collections.nCopies(events, "event")),
        Instant.EPOCH,
        new CommandStamp(commandId, 0),
        Metadata.NONE);
  }
}
