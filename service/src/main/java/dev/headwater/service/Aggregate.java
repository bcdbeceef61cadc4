package dev.headwater.service;

import dev.headwater.Decider;
import dev.headwater.StateCodec;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One kind of aggregate: its rules, its stored forms, its commands and what a refusal means to a
 * client. Immutable; each method that adds to it returns a copy.
 *
 * @param <C> commands, a sealed interface of records
 * @param <S> state
 * @param <E> events, a sealed interface of records
 * @param <R> rejection reasons, an enum or a sealed interface of records
 */
public final class Aggregate<C, S, E, R> {
  private static final String REFUSALS = ".refusals(…)";

  private final String category;
  private final IdType idType;
  private final Function<Settings, ? extends Decider<C, S, E, R>> decider;
  private final @Nullable EventCodec<E> events;
  private final @Nullable StoredState<S> state;
  private final @Nullable Function<R, Refusal> refusals;
  private final List<CommandDescription<C>> commands;
  private final @Nullable Route history;
  private final @Nullable String idField;

  private Aggregate(
      String category,
      IdType idType,
      Function<Settings, ? extends Decider<C, S, E, R>> decider,
      @Nullable EventCodec<E> events,
      @Nullable StoredState<S> state,
      @Nullable Function<R, Refusal> refusals,
      List<CommandDescription<C>> commands,
      @Nullable Route history) {
    this.category = category;
    this.idType = idType;
    this.decider = decider;
    this.events = events;
    this.state = state;
    this.refusals = refusals;
    this.commands = List.copyOf(commands);
    this.history = history;
    this.idField =
        this.commands.isEmpty() ? null : CommandChecks.idField(this.commands.getFirst(), idType);
  }

  /**
   * An aggregate whose decider needs no settings.
   *
   * @param category of its streams, in capitals, such as {@code CUSTOMER}. It can never change. In
   *     lower case, it is what messages call the aggregate
   * @param idType a record with one component of text; each command has exactly one component of
   *     this type
   */
  public static <C, S, E, R> Aggregate<C, S, E, R> of(
      String category, Class<?> idType, Decider<C, S, E, R> decider) {
    ReasonChecks.check(decider);
    return of(category, idType, settings -> decider);
  }

  /**
   * An aggregate whose decider depends on settings. Only the command function and audits make the
   * decider, so no other function needs these environment variables.
   */
  public static <C, S, E, R> Aggregate<C, S, E, R> of(
      String category, Class<?> idType, Function<Settings, ? extends Decider<C, S, E, R>> decider) {
    Checks.category(category);
    return new Aggregate<>(
        category, new IdType(idType), decider, null, null, null, List.of(), null);
  }

  /** How events are stored and published. */
  public Aggregate<C, S, E, R> events(JsonEvents<E> codec) {
    return events((EventCodec<E>) codec);
  }

  /** How events are stored and published, by a codec written by hand. */
  public Aggregate<C, S, E, R> events(EventCodec<E> codec) {
    return new Aggregate<>(category, idType, decider, codec, state, refusals, commands, history);
  }

  /** How the state is stored beside the events. */
  public Aggregate<C, S, E, R> state(JsonState<S> codec) {
    return state(codec.type(), codec);
  }

  /** How the state is stored beside the events, by a codec written by hand. */
  public Aggregate<C, S, E, R> state(Class<S> type, StateCodec<S> codec) {
    return new Aggregate<>(
        category,
        idType,
        decider,
        events,
        new StoredState<>(type, codec),
        refusals,
        commands,
        history);
  }

  /**
   * What each reason means to a client. Write a {@code switch} without {@code default}, so that a
   * new reason does not compile until it has a meaning.
   */
  public Aggregate<C, S, E, R> refusals(Function<R, Refusal> meaning) {
    return new Aggregate<>(category, idType, decider, events, state, meaning, commands, history);
  }

  /** A command that creates its stream. */
  public Aggregate<C, S, E, R> creates(Class<? extends C> command, Route route) {
    return with(command, true, route, UnaryOperator.identity());
  }

  /** A command that creates its stream, with components that the service fills in. */
  public Aggregate<C, S, E, R> creates(
      Class<? extends C> command, Route route, UnaryOperator<CommandDescription<C>> filledIn) {
    return with(command, true, route, filledIn);
  }

  /** A command that creates its stream. It has no route, so it can only be invoked directly. */
  public Aggregate<C, S, E, R> creates(Class<? extends C> command) {
    return with(command, true, null, UnaryOperator.identity());
  }

  /**
   * A command that creates its stream, with components that the service fills in. It has no route,
   * so it can only be invoked directly.
   */
  public Aggregate<C, S, E, R> creates(
      Class<? extends C> command, UnaryOperator<CommandDescription<C>> filledIn) {
    return with(command, true, null, filledIn);
  }

  /** A command to an aggregate that exists. */
  public Aggregate<C, S, E, R> takes(Class<? extends C> command, Route route) {
    return with(command, false, route, UnaryOperator.identity());
  }

  /** A command to an aggregate that exists, with components that the service fills in. */
  public Aggregate<C, S, E, R> takes(
      Class<? extends C> command, Route route, UnaryOperator<CommandDescription<C>> filledIn) {
    return with(command, false, route, filledIn);
  }

  /** A command to an aggregate that exists. It has no route, so it can only be invoked directly. */
  public Aggregate<C, S, E, R> takes(Class<? extends C> command) {
    return with(command, false, null, UnaryOperator.identity());
  }

  /**
   * A command to an aggregate that exists, with components that the service fills in. It has no
   * route, so it can only be invoked directly.
   */
  public Aggregate<C, S, E, R> takes(
      Class<? extends C> command, UnaryOperator<CommandDescription<C>> filledIn) {
    return with(command, false, null, filledIn);
  }

  private Aggregate<C, S, E, R> with(
      Class<? extends C> type,
      boolean creates,
      @Nullable Route route,
      UnaryOperator<CommandDescription<C>> filledIn) {
    CommandDescription<C> command = filledIn.apply(CommandDescription.of(type, creates, route));
    CommandChecks.check(command, idType, commands);
    List<CommandDescription<C>> more = new ArrayList<>(commands);
    more.add(command);
    return new Aggregate<>(category, idType, decider, events, state, refusals, more, history);
  }

  /**
   * Answers the events of one aggregate, oldest first. The route's only parameter is {@code {id}}.
   */
  public Aggregate<C, S, E, R> history(Route route) {
    Checks.get(route);
    Checks.require(
        route.parameters().equals(List.of(Route.ID)),
        "The route %s lists the events of one aggregate: its only parameter is {%s}",
        route,
        Route.ID);
    return new Aggregate<>(category, idType, decider, events, state, refusals, commands, route);
  }

  public String category() {
    return category;
  }

  public IdType idType() {
    return idType;
  }

  /** What messages call the aggregate, such as {@code customer} or {@code sales-order}. */
  public String noun() {
    return category.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of the component that holds the id, the same in every command and view. */
  public String idField() {
    if (idField == null) {
      throw new IllegalArgumentException(
          "The aggregate " + category + " has no commands: add .creates(…)");
    }
    return idField;
  }

  public StreamId stream(String id) {
    return new StreamId(category, id);
  }

  /**
   * The decider with these settings.
   *
   * @throws IllegalStateException if a setting is missing or malformed
   * @throws IllegalArgumentException if the decider has a reason that no {@link Refusal} can have
   */
  public Decider<C, S, E, R> decider(Settings settings) {
    Decider<C, S, E, R> made = decider.apply(settings);
    ReasonChecks.check(made);
    return made;
  }

  public EventCodec<E> events() {
    return Checks.given(events, category, ".events(JsonEvents.of(…))");
  }

  public StoredState<S> state() {
    return Checks.given(state, category, ".state(JsonState.of(…))");
  }

  /** What a reason means to a client. */
  public Refusal refusal(R reason) {
    return Checks.given(refusals, category, REFUSALS).apply(reason);
  }

  /**
   * @throws IllegalArgumentException if a part is missing
   */
  void requireComplete() {
    idField();
    if (events() instanceof JsonEvents<E> described) {
      described.check();
    }
    state();
    Checks.given(refusals, category, REFUSALS);
  }

  public List<CommandDescription<C>> commands() {
    return commands;
  }

  /** The route that answers an aggregate's events; {@code null} for none. */
  public @Nullable Route history() {
    return history;
  }

  /** How the state is stored beside the events. */
  public record StoredState<S>(Class<S> type, StateCodec<S> codec) {}
}
