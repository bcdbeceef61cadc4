package dev.headwater.testkit.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.testkit.DeciderSpec;
import dev.headwater.testkit.ProjectionSpec;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketRefusal.AlreadyOpen;
import dev.headwater.testkit.basket.BasketRefusal.Empty;
import dev.headwater.testkit.basket.BasketRefusal.NotInBasket;
import dev.headwater.testkit.basket.BasketRefusal.NotOpen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BasketTest {
  private static final BasketCodec CODEC = new BasketCodec();
  private final DeciderSpec<BasketCommand, Basket, BasketEvent, BasketRefusal> decider;

  BasketTest() {
    this.decider = DeciderSpec.of(new BasketDecider());
  }

  @Test
  void opens_with_items_and_is_paid() {
    decider
        .when(new OpenBasket(List.of("tea")))
        .then(new BasketOpened(), new ItemAdded("tea"))
        .when(new AddItems(List.of("milk", "tea")))
        .then(new ItemAdded("milk"), new ItemAdded("tea"))
        .when(new AddItems(List.of()))
        .thenNothing()
        .when(new RemoveItem("tea"))
        .then(new ItemRemoved("tea"))
        .when(new CheckOut())
        .then(new CheckedOut());
  }

  @Test
  void refuses_what_its_phase_does_not_allow() {
    decider
        .when(new AddItems(List.of("tea")))
        .thenRefused(new NotOpen())
        .when(new Discard())
        .thenRefused(new NotOpen())
        .given(new BasketOpened())
        .when(new OpenBasket(List.of()))
        .thenRefused(new AlreadyOpen())
        .when(new RemoveItem("tea"))
        .thenRefused(new NotInBasket("tea"))
        .when(new CheckOut())
        .thenRefused(new Empty())
        .given(new ItemAdded("tea"), new CheckedOut())
        .when(new RemoveItem("tea"))
        .thenRefused(new NotOpen())
        .when(new OpenBasket(List.of()))
        .thenRefused(new NotOpen());
  }

  @Test
  void may_be_opened_again_after_it_was_discarded() {
    decider
        .given(new BasketOpened(), new ItemAdded("tea"))
        .when(new Discard())
        .then(new Discarded())
        .when(new OpenBasket(List.of()))
        .then(new BasketOpened())
        .when(new RemoveItem("tea"))
        .thenRefused(new NotInBasket("tea"));
  }

  @Test
  void is_shown_until_it_is_discarded() {
    ProjectionSpec.of(new BasketProjection())
        .thenRemoved()
        .given(new BasketOpened(), new ItemAdded("tea"), new ItemAdded("tea"))
        .thenView(new BasketView(List.of("tea", "tea"), false))
        .given(new ItemRemoved("tea"))
        .thenView(new BasketView(List.of("tea"), false))
        .given(new CheckedOut())
        .thenView(new BasketView(List.of("tea"), true))
        .given(new Discarded())
        .thenRemoved()
        .given(new BasketOpened())
        .thenView(new BasketView(List.of(), false));
  }

  @Test
  void events_survive_a_round_trip() {
    List<BasketEvent> events =
        List.of(
            new BasketOpened(),
            new ItemAdded("tea"),
            new ItemRemoved("Łódź"),
            new CheckedOut(),
            new Discarded());

    assertThat(events.stream().map(CODEC::encode).map(CODEC::decode))
        .containsExactlyElementsOf(events);
  }

  @Test
  void an_event_that_cannot_be_read_is_refused() {
    for (EncodedEvent stored :
        List.of(
            new EncodedEvent("ItemAdded", 3, Map.of("product", "tea")),
            new EncodedEvent("ItemAdded", 2, Map.of("item", "tea")),
            new EncodedEvent("ItemAdded", 1, Map.of()),
            new EncodedEvent("ItemRemoved", 1, Map.of("item", 1L)),
            new EncodedEvent("ItemBroken", 1, Map.of()))) {
      assertThatIllegalArgumentException().as("%s", stored).isThrownBy(() -> CODEC.decode(stored));
    }
  }
}
