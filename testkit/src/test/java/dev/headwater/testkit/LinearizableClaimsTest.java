package dev.headwater.testkit;

import static dev.headwater.testkit.ObservedBaskets.A;
import static dev.headwater.testkit.ObservedBaskets.B;
import static dev.headwater.testkit.ObservedBaskets.add;
import static dev.headwater.testkit.ObservedBaskets.request;

import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketRefusal.InAnotherBasket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims: two streams never hold the same one, and only a held one is refused. */
final class LinearizableClaimsTest {
  private final ObservedBaskets baskets = new ObservedBaskets();

  @Test
  void a_claim_that_two_streams_hold_is_found() {
    baskets.holding(A, 1, 2);
    baskets.holding(B, 3, 4);
    baskets.assertFound("both hold a item");
  }

  @Test
  void a_claim_may_go_from_one_stream_to_the_other() {
    baskets.holding(A, 1, 2);
    baskets.commit(A, 3, "gone", new Discard(), new Discarded());
    baskets.answer(
        3, 6, request(A, "gone", new Discard()), new Committed<>(3, List.of(new Discarded())));
    baskets.holding(B, 4, 5);
    baskets.assertExplained();
  }

  @Test
  void a_claim_that_was_taken_before_it_was_released_is_found() {
    baskets.holding(A, 1, 2);
    baskets.commit(A, 3, "gone", new Discard(), new Discarded());
    baskets.answer(
        5, 6, request(A, "gone", new Discard()), new Committed<>(3, List.of(new Discarded())));
    baskets.holding(B, 3, 4);
    baskets.assertFound("both hold a item");
  }

  @Test
  void a_claim_is_refused_while_another_stream_holds_it() {
    baskets.holding(A, 1, 2);
    baskets.opened(B);
    baskets.answer(
        5, 6, request(B, "c-1", add("tea")), new Refused<>(new InAnotherBasket("tea"), 1));
    baskets.assertExplained();
  }

  @Test
  void a_refusal_of_a_free_claim_is_found() {
    baskets.holding(A, 1, 2);
    baskets.opened(B);
    baskets.answer(
        5, 6, request(B, "c-1", add("milk")), new Refused<>(new InAnotherBasket("milk"), 1));
    baskets.assertFound("No other stream held the claim of [5, 6] c-1");
  }

  @Test
  void a_claim_that_is_refused_before_another_stream_took_it_is_found() {
    baskets.opened(B);
    baskets.answer(
        3, 4, request(B, "c-1", add("tea")), new Refused<>(new InAnotherBasket("tea"), 1));
    baskets.holding(A, 5, 6);
    baskets.assertFound("No other stream held the claim of [3, 4] c-1");
  }
}
