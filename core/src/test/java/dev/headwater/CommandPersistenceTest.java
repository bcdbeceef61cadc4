package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the command handler retries on a store that does not always answer. */
final class CommandPersistenceTest {
  private static final ConfigurationFault NO_TABLE =
      new ConfigurationFault("DynamoDB", "ResourceNotFoundException");
  private final Shop shop = new Shop();
  private final Instant start = shop.machine.clock().instant();

  @Test
  void retries_a_throttled_load_and_a_throttled_append() {
    shop.store.throttle(2);
    assertThat(shop.handle(OPEN)).isEqualTo(opened());
    shop.store.throttle(3);
    shop.handle(add("a"));

    assertThat(shop.store.reads()).isEqualTo(3);
    assertThat(shop.store.appends()).isEqualTo(5);
    assertThat(shop.machine.waits()).hasSize(5);
  }

  @Test
  void retries_reading_an_earlier_commit() {
    shop.handle(request("c", OPEN));
    shop.handle(add("a"));
    int reads = shop.store.reads();
    shop.store.throttle(2);

    assertThat(shop.handle(request("c", OPEN))).isEqualTo(opened());
    assertThat(shop.store.reads()).isEqualTo(reads + 3);
  }

  @Test
  void a_write_is_repeated_unchanged() {
    shop.store.loseReplies(3);
    shop.handle(OPEN);

    assertThat(shop.store.appended()).hasSize(4);
    assertThat(shop.store.appended().stream().distinct().map(AppendRequest::commit))
        .isEqualTo(shop.commits());
  }

  @Test
  void retries_until_the_deadline_of_the_request() {
    Instant deadline = start.plusSeconds(3);
    shop.store.throttle(1_000);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(request(OPEN).withDeadline(deadline)))
        .matches(failure -> !failure.mayHaveTakenEffect(), "nothing happened");
    assertEndsShortlyBefore(deadline);
  }

  @Test
  void retries_until_the_time_limit_of_the_handler() {
    shop.store.loseReplies(Integer.MAX_VALUE);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(OPEN))
        .matches(UnavailableException::mayHaveTakenEffect);
    assertEndsShortlyBefore(start.plus(Shop.TIME_LIMIT));
  }

  @Test
  void a_passed_deadline_leaves_one_attempt() {
    shop.store.throttle(1);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(request(OPEN).withDeadline(start)));
    assertThat(shop.store.calls()).isEqualTo(1);
    assertThat(shop.handle(request(OPEN).withDeadline(start))).isEqualTo(opened());
  }

  @Test
  void a_lost_race_is_not_decided_again_after_the_deadline() {
    shop.handle(OPEN);
    shop.rivalsBeforeAppends(100);

    assertThatExceptionOfType(TooManyConflictsException.class)
        .isThrownBy(() -> shop.handle(request(add("a")).withDeadline(start)))
        .withMessageContaining("1 times");
    assertThatExceptionOfType(TooManyConflictsException.class)
        .isThrownBy(
            () -> shop.handle(request(add("a")).withDeadline(start.plus(Duration.ofMillis(1)))));
    assertThat(shop.machine.clock().instant()).isBefore(start.plusMillis(3));
  }

  @Test
  void once_a_reply_was_lost_the_command_may_have_taken_effect() {
    shop.handle(OPEN);
    shop.store.fail(new UnavailableException("No reply", true, null));
    shop.store.throttle(1_000);

    UnavailableException failure =
        catchThrowableOfType(UnavailableException.class, () -> shop.handle(add("a")));
    assertThat(failure.mayHaveTakenEffect()).isTrue();
    assertThat(failure)
        .hasMessageContaining("Throttled")
        .hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void does_not_retry_a_permanent_failure() {
    shop.handle(OPEN);
    int calls = shop.store.calls();
    shop.store.fail(new UnavailableException("No such table", false, NO_TABLE, null));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(add("a")))
        .withMessage("No such table")
        .matches(failure -> !failure.mayHaveTakenEffect(), "nothing happened");
    assertThat(shop.store.calls()).isEqualTo(calls + 1);
    assertThat(shop.machine.waits()).isEmpty();
  }

  @Test
  void a_permanent_failure_does_not_hide_a_lost_reply() {
    shop.handle(OPEN);
    shop.store.fail(new UnavailableException("No reply", true, null));
    shop.store.fail(new UnavailableException("No such table", false, NO_TABLE, null));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shop.handle(add("a")))
        .matches(UnavailableException::mayHaveTakenEffect)
        .matches(failure -> !failure.mayPass(), "does not pass");
  }

  /** Deadlines are met to the millisecond. */
  private void assertEndsShortlyBefore(Instant deadline) {
    assertThat(shop.machine.clock().instant())
        .isBetween(deadline.minusSeconds(1), deadline.plusMillis(1));
  }
}
