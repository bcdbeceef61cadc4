package dev.headwater.service.functions;

import static dev.headwater.service.Route.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandTablesTest {
  private static final Map<String, String> EVENTS_ONLY = Map.of("COMMAND_TABLE", "events");
  private static final Map<String, String> BOTH =
      Map.of("COMMAND_TABLE", "events", "CLAIMS_TABLE", "claims");

  @Test
  void without_claims_the_claims_table_may_be_missing() {
    Service service = service(Set.of(), Set.of());

    assertThat(tables(service, EVENTS_ONLY)).isEqualTo(new CommandTables("events", null, false));
    assertThat(tables(service, BOTH)).isEqualTo(new CommandTables("events", "claims", false));
  }

  @Test
  void with_the_claims_of_any_aggregate_the_claims_table_is_needed() {
    Service service = service(Set.of(), Set.of("name"));

    assertThat(tables(service, BOTH)).isEqualTo(new CommandTables("events", "claims", true));
    assertThatThrownBy(() -> tables(service, EVENTS_ONLY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The environment variable CLAIMS_TABLE is not set: template.yaml sets it for this"
                + " function");
  }

  @Test
  void two_aggregates_have_claims_of_different_names() {
    assertThat(tables(service(Set.of("email"), Set.of("name")), BOTH).withClaims()).isTrue();
    assertThatThrownBy(() -> tables(service(Set.of("email"), Set.of("name", "email")), BOTH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The aggregates DOOR and BACK_DOOR both make claims called email, so that one would"
                + " take the other's values: rename one, as in back-door-email");
  }

  private static CommandTables tables(Service service, Map<String, String> variables) {
    return CommandTables.of(service, new Environment(new Settings(variables)));
  }

  private static Service service(Set<String> first, Set<String> second) {
    return Service.of("doors")
        .aggregate(
            described(Aggregate.of("DOOR", DoorId.class, new Doors(first)))
                .creates(Open.class, post("/doors")))
        .aggregate(
            described(Aggregate.of("BACK_DOOR", DoorId.class, new Doors(second)))
                .creates(OpenBack.class, post("/back-doors")));
  }

  private static Aggregate<Command, Door, Event, String> described(
      Aggregate<Command, Door, Event, String> aggregate) {
    return aggregate
        .events(JsonEvents.of(Event.class))
        .state(JsonState.of(Door.class))
        .refusals(Refusal::conflict);
  }

  record DoorId(String value) {}

  interface Command {}

  record Open(DoorId doorId) implements Command {}

  record OpenBack(DoorId doorId) implements Command {}

  sealed interface Event {
    record Opened() implements Event {}
  }

  record Door() {}

  private record Doors(Set<String> claimNames) implements Decider<Command, Door, Event, String> {
    @Override
    public Door initialState() {
      return new Door();
    }

    @Override
    public Decision<Event, String> decide(Command command, Door door) {
      return Decision.accept(new Event.Opened());
    }

    @Override
    public Door evolve(Door door, Event event) {
      return door;
    }
  }
}
