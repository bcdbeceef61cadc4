package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.BatchItem.Answered;
import dev.headwater.BatchItem.Failed;
import dev.headwater.Outcome.Refused;
import dev.headwater.Outcome.VersionConflict;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CommandBatchTest {
  private final Shop shop = new Shop();

  @Test
  void runs_the_commands_of_one_stream_in_order() {
    assertThat(
            shop.handler.handleAll(
                List.of(
                    request(OPEN),
                    request(add("a")),
                    request(add("b")).withExpectedVersion(4L),
                    request(new CheckOut()))))
        .containsExactly(
            answered(opened()),
            answered(committed(4, new ItemAdded("a"))),
            answered(committed(5, new ItemAdded("b"))),
            answered(committed(6, new CheckedOut())));
    assertThat(shop.store.reads()).isEqualTo(1);
  }

  @Test
  void each_command_has_its_own_outcome_at_its_own_place() {
    List<CommandRequest<BasketCommand>> requests =
        IntStream.range(0, 25)
            .boxed()
            .flatMap(
                number ->
                    Stream.of(
                        on(number, OPEN),
                        on(number, new CheckOut()),
                        on(number, add("a")),
                        on(number, add("a")).withExpectedVersion(9L)))
            .toList();

    var results = shop.handler.handleAll(requests);
    assertThat(results).hasSize(100);
    for (int place = 0; place < 100; place += 4) {
      assertThat(results.subList(place, place + 4))
          .containsExactly(
              answered(opened()),
              answered(committed(4, new CheckedOut())),
              answered(new Refused<>(new NotOpen(), 4)),
              answered(new VersionConflict<>(9, 4)));
    }
  }

  @Test
  void streams_that_alternate_keep_their_places() {
    List<CommandRequest<BasketCommand>> requests =
        IntStream.range(0, 30)
            .mapToObj(number -> on(number % 3, number < 3 ? OPEN : add("item " + number)))
            .toList();

    var results = shop.handler.handleAll(requests);
    for (int number = 3; number < 30; number++) {
      assertThat(results.get(number))
          .isEqualTo(answered(committed(3 + number / 3, new ItemAdded("item " + number))));
    }
  }

  @Test
  void a_failed_command_does_not_stop_the_others() {
    UnavailableException failure =
        new UnavailableException(
            "No rights", false, new ConfigurationFault("DynamoDB", "AccessDeniedException"), null);
    IllegalStateException bug = new IllegalStateException("A bug");
    shop.store.beforeAppend(() -> {});
    shop.store.beforeAppend(
        () -> {
          throw failure;
        });
    shop.store.beforeAppend(
        () -> {
          throw bug;
        });

    assertThat(
            shop.handler.handleAll(
                List.of(request(OPEN), request(add("a")), request(add("b")), request(add("c")))))
        .containsExactly(
            answered(opened()),
            new Failed<>(failure),
            new Failed<>(bug),
            answered(committed(4, new ItemAdded("c"))));
  }

  @Test
  void a_batch_has_at_most_a_hundred_commands() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.handler.handleAll(Collections.nCopies(101, request(OPEN))))
        .withMessageContaining("100")
        .withMessageContaining("101");
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void a_batch_of_no_commands_has_no_results() {
    assertThat(shop.handler.handleAll(List.of())).isEmpty();
    assertThat(shop.store.calls()).isZero();
  }

  private static BatchItem<BasketEvent, BasketRefusal> answered(
      Outcome<BasketEvent, BasketRefusal> outcome) {
    return new Answered<>(outcome);
  }

  private static CommandRequest<BasketCommand> on(int basket, BasketCommand command) {
    return CommandRequest.of(new StreamId("BASKET", Integer.toString(basket)), command);
  }
}
