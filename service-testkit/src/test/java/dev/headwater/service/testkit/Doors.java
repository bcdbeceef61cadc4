package dev.headwater.service.testkit;

import static dev.headwater.Decision.accept;
import static dev.headwater.Decision.reject;
import static dev.headwater.service.Refusal.conflict;
import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The example of the README: doors, which are open until they are shut. */
public final class Doors implements ServiceDefinition {
  record DoorId(String value) {}

  record ShutDoor(DoorId doorId) {}

  record Door(boolean shut) {}

  record DoorView(String doorId, Instant shutAt) {}

  sealed interface DoorEvent {
    record DoorShut() implements DoorEvent {}
  }

  enum DoorRefusal {
    ALREADY_SHUT
  }

  static final class DoorDecider implements Decider<ShutDoor, Door, DoorEvent, DoorRefusal> {
    @Override
    public Door initialState() {
      return new Door(false);
    }

    @Override
    public Decision<DoorEvent, DoorRefusal> decide(ShutDoor command, Door door) {
      return door.shut() ? reject(DoorRefusal.ALREADY_SHUT) : accept(new DoorEvent.DoorShut());
    }

    @Override
    public Door evolve(Door door, DoorEvent event) {
      return switch (event) {
        case DoorEvent.DoorShut shut -> new Door(true);
      };
    }
  }

  static final class DoorProjection implements Projection<DoorView, DoorEvent> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public DoorView apply(@Nullable DoorView view, RecordedEvent<DoorEvent> recorded) {
      return switch (recorded.event()) {
        case DoorEvent.DoorShut shut -> new DoorView(recorded.stream().id(), recorded.timestamp());
      };
    }
  }

  @Override
  public Service describe() {
    var door =
        Aggregate.of("DOOR", DoorId.class, new DoorDecider())
            .events(JsonEvents.of(DoorEvent.class))
            .state(JsonState.of(Door.class))
            .refusals(Doors::refusal)
            .takes(ShutDoor.class, post("/doors/{id}/shutting"));
    var view =
        View.of("door-view", door, DoorView.class, new DoorProjection()).lookUp(get("/doors/{id}"));
    return Service.of("doors").aggregate(door).view(view);
  }

  private static Refusal refusal(DoorRefusal reason) {
    return switch (reason) {
      case ALREADY_SHUT -> conflict("The door is shut already");
    };
  }
}
