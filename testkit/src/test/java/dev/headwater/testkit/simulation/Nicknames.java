package dev.headwater.testkit.simulation;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People who choose and change unique nicknames: a domain with claims. */
final class Nicknames implements SimulatedDomain<String, String, String, String, String> {
  private static final List<String> NAMES = List.of("ann", "bob");
  private static final String NONE = "";
  private final List<String> ids;

  /** People with ids unlike the simulation's defaults. */
  Nicknames() {
    this(List.of("P-1", "P-2", "P-3"));
  }

  Nicknames(List<String> ids) {
    this.ids = List.copyOf(ids);
  }

  @Override
  public List<String> aggregateIds() {
    return ids;
  }

  @Override
  public Decider<String, String, String, String> decider() {
    return new Rules();
  }

  @Override
  public EventCodec<String> codec() {
    return new Codec();
  }

  @Override
  public ViewDefinition<String, String> view() {
    return new ViewDefinition<>("nicknames", "PERSON", String.class, new Shown());
  }

  @Override
  public String command(String aggregateId, Choices choices) {
    return choices.below(4) == 3 ? NONE : choices.of(NAMES);
  }

  @Override
  public boolean creates(String command) {
    return !command.equals(NONE);
  }

  @Override
  public String listKey(String aggregateId, String view) {
    return view + '#' + aggregateId;
  }

  /** A command holds the wanted nickname, an event the new one. */
  private static final class Rules implements Decider<String, String, String, String> {
    @Override
    public String initialState() {
      return NONE;
    }

    @Override
    public Decision<String, String> decide(String wanted, String had) {
      if (wanted.equals(had)) {
        return wanted.equals(NONE) ? Decision.reject("has none") : Decision.nothingToDo();
      }
      return Decision.accept(wanted);
    }

    @Override
    public String evolve(String had, String event) {
      return event;
    }

    @Override
    public Set<Claim> claims(String had) {
      return had.equals(NONE) ? Set.of() : Set.of(new Claim("nickname", had));
    }

    @Override
    public Set<String> claimNames() {
      return Set.of("nickname");
    }

    @Override
    public String refuseTaken(Claim claim) {
      return "taken";
    }
  }

  private static final class Codec implements EventCodec<String> {
    @Override
    public EncodedEvent encode(String event) {
      return new EncodedEvent("NicknameChanged", 1, Map.of("nickname", event));
    }

    @Override
    public String decode(EncodedEvent stored) {
      if (stored.payload().get("nickname") instanceof String nickname) {
        return nickname;
      }
      throw new IllegalArgumentException("the nickname is missing");
    }

    @Override
    public Set<String> personalFields(String eventType) {
      return Set.of();
    }
  }

  /** Shows the nickname of each person who has one. */
  private static final class Shown implements Projection<String, String> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable String apply(@Nullable String view, RecordedEvent<String> event) {
      return event.event().equals(NONE) ? null : event.event();
    }
  }
}
