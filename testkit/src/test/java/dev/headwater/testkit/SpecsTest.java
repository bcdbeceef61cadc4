package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketView;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A specification that does not hold fails with a complete message. */
final class SpecsTest {
  private final DeciderSpec<BasketCommand, Basket, BasketEvent, BasketRefusal> open =
      DeciderSpec.of(new BasketDecider()).given(new BasketOpened(), new ItemAdded("tea"));

  @Test
  void other_events_fail_with_past_state_and_command() {
    assertFails(
        () -> open.when(new RemoveItem("tea")).then(new ItemRemoved("milk")),
        """
        given BasketOpened[]
              ItemAdded[item=tea]
           in Open[items=[tea]]
         when RemoveItem[item=tea]
         then\
        """,
        "Accepted[events=[ItemRemoved[item=milk]]]",
        "Accepted[events=[ItemRemoved[item=tea]]]");
  }

  @Test
  void a_refusal_fails_where_events_are_expected() {
    assertFails(
        () -> open.when(new RemoveItem("milk")).then(new ItemRemoved("milk")),
        "Rejected[reason=NotInBasket[item=milk]]");
  }

  @Test
  void events_fail_where_a_refusal_or_nothing_is_expected() {
    var removed = open.when(new RemoveItem("tea"));

    assertFails(() -> removed.thenRefused(new NotInBasket("tea")), "ItemRemoved[item=tea]");
    assertFails(removed::thenNothing, "ItemRemoved[item=tea]");
  }

  @Test
  void order_and_number_of_events_count() {
    var added = open.when(new AddItems(List.of("a", "b")));

    assertFails(() -> added.then(new ItemAdded("b"), new ItemAdded("a")), "ItemAdded");
    assertFails(() -> added.then(new ItemAdded("a")), "ItemAdded");
    assertFails(() -> open.when(new AddItems(List.of())).then(new ItemAdded("a")), "events=[]");
  }

  @Test
  void another_view_fails_with_the_history() {
    var spec =
        ProjectionSpec.of(new BasketProjection())
            .given(new BasketOpened())
            .given(new ItemAdded("tea"));

    assertFails(
        () -> spec.thenView(new BasketView(List.of("milk"), false)),
        """
        given version 1: BasketOpened[]
              version 2: ItemAdded[item=tea]
         then\
        """,
        "[tea]",
        "[milk]");
    assertFails(spec::thenRemoved, "[tea]");
  }

  private static void assertFails(ThrowingCallable spec, String... parts) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(spec)
        .withMessageContainingAll(parts);
  }
}
