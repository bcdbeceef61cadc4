package dev.headwater.service.facts;

import dev.headwater.Decider;
import dev.headwater.StateFormat;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Settings;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of a service.
 *
 * @param idType the simple name of the ids' type
 * @param idField what the id is called in commands and views
 * @param stateType the simple name of the states' type
 * @param stateFingerprint 16 hexadecimal digits: stored states with another one are not used
 * @param claims the names of the claims that the decider makes, in order
 * @param events none if they have a codec written by hand
 * @param history the key of the route that lists an aggregate's events; {@code null} for none
 */
public record AggregateFacts(
    String category,
    String idType,
    String idField,
    String stateType,
    String stateFingerprint,
    List<String> claims,
    List<CommandFacts> commands,
    List<EventFacts> events,
    @Nullable String history) {
  public AggregateFacts {
    claims = List.copyOf(claims);
    commands = List.copyOf(commands);
    events = List.copyOf(events);
  }

  static <C, S, E, R> AggregateFacts of(Aggregate<C, S, E, R> aggregate, Settings settings) {
    Decider<C, S, E, R> decider = aggregate.decider(settings);
    Class<S> stateType = aggregate.state().type();
    var states = StateFormat.of(decider, stateType, aggregate.state().codec());
    return new AggregateFacts(
        aggregate.category(),
        aggregate.idType().type().getSimpleName(),
        aggregate.idField(),
        stateType.getSimpleName(),
        HexFormat.of().toHexDigits(states.fingerprint()),
        decider.claimNames().stream().sorted().toList(),
        aggregate.commands().stream().map(CommandFacts::of).toList(),
        EventFacts.of(aggregate.events()),
        RouteFacts.key(aggregate.history()));
  }

  public boolean makesClaims() {
    return !claims.isEmpty();
  }
}
