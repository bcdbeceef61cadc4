package dev.headwater.service.api;

import static dev.headwater.service.Route.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import org.junit.jupiter.api.Test;

/** Ids whose type refuses what is generated. */
class StrictIdsTest {
  private final Calls calls =
      new Calls(
          Service.of("cells")
              .aggregate(
                  Aggregate.of("CELL", CellId.class, new Cells())
                      .events(JsonEvents.of(CellEvent.class))
                      .state(JsonState.of(Cell.class))
                      .refusals(Refusal::conflict)
                      .creates(Command.Divide.class, post("/cells"))));

  @Test
  void are_never_generated_so_a_request_names_one() {
    assertThat(calls.command(dividing("{}")).as(400).error("cellId")).isEqualTo("is missing");
    assertThat(calls.command(dividing("{\"cellId\": \"7\"}")).as(201).field("cellId"))
        .isEqualTo("7");
  }

  private static Event dividing(String body) {
    return Event.to("POST /cells").body(body);
  }

  record CellId(String digits) {
    CellId {
      if (!digits.matches("[0-9]{1,9}")) {
        throw new IllegalArgumentException("must be 1 to 9 digits");
      }
    }
  }

  sealed interface Command {
    record Divide(CellId cellId) implements Command {}
  }

  sealed interface CellEvent {
    record Divided() implements CellEvent {}
  }

  record Cell() {}

  private record Cells() implements Decider<Command, Cell, CellEvent, String> {
    @Override
    public Cell initialState() {
      return new Cell();
    }

    @Override
    public Decision<CellEvent, String> decide(Command command, Cell cell) {
      return Decision.accept(new CellEvent.Divided());
    }

    @Override
    public Cell evolve(Cell cell, CellEvent event) {
      return cell;
    }
  }
}
