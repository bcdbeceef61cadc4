package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedTypesTest {
  sealed interface Event permits Happened, Outside, OfEnum, OfSealed {}

  record Happened(List<Name> names) implements Event {}

  /** An event that is not nested in the interface, with a type of its own. */
  record Outside(Own own) implements Event {
    record Own(String value) {}
  }

  record OfEnum(Colour colour) implements Event {}

  record OfSealed(Choice choice) implements Event {}

  record Name(String value) {}

  enum Colour {
    RED
  }

  sealed interface Choice {}

  record Yes(int count) implements Choice {}

  @Test
  void refuses_types_that_others_may_tighten() {
    JsonEvents<Event> codec = JsonEvents.of(Event.class);
    assertRefused(
        codec,
        "An entry of Happened.names holds Name, which is not nested in Event: a rule that Name is"
            + " given later would make stored events unreadable; use a plain type, nest Name, or"
            + " declare it with shared(Name.class)");
    assertRefused(codec.shared(Name.class), "OfEnum.colour holds Colour, which is not nested in");
    assertRefused(
        codec.shared(Name.class, Colour.class),
        "OfSealed.choice holds Yes, which is not nested in Event");
  }

  private static void assertRefused(JsonEvents<Event> codec, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(codec::check)
        .satisfies(refused -> assertThat(refused).hasMessageStartingWith(message));
  }

  @Test
  void takes_them_when_they_are_declared() {
    JsonEvents<Event> codec =
        JsonEvents.of(Event.class).shared(Name.class, Colour.class).shared(Yes.class);
    assertThat(codec.encode(new Happened(List.of(new Name("a")))))
        .isEqualTo(new EncodedEvent("Happened", 1, Map.of("names", List.of("a"))));
    assertThat(codec.encode(new Outside(new Outside.Own("a"))).payload())
        .isEqualTo(Map.of("own", "a"));
  }
}
