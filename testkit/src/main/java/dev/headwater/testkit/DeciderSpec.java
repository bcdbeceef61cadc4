package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.Decision.Accepted;
import dev.headwater.Decision.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Specifies the behaviour of a decider in one sentence:
 *
 * <pre>{@code
 * DeciderSpec.of(new BasketDecider())
 *         .given(new BasketOpened())
 *         .when(new AddItems(List.of("tea", "milk")))
 *         .then(new ItemAdded("tea"), new ItemAdded("milk"))
 *         .when(new RemoveItem("bread"))
 *         .thenRefused(new NotInBasket("bread"));
 * }</pre>
 *
 * <p>Immutable. The events that a step expected become part of the next step's past.
 */
public final class DeciderSpec<C, S, E, R> {
  private final Decider<C, S, E, R> decider;
  private final List<E> past;

  private DeciderSpec(Decider<C, S, E, R> decider, List<E> past) {
    this.decider = decider;
    this.past = List.copyOf(past);
  }

  /** Starts with an empty stream. */
  public static <C, S, E, R> DeciderSpec<C, S, E, R> of(Decider<C, S, E, R> decider) {
    return new DeciderSpec<>(decider, List.of());
  }

  /** Adds events to the past. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final DeciderSpec<C, S, E, R> given(E... events) {
    return after(List.of(events));
  }

  public When<C, S, E, R> when(C command) {
    S state = decider.initialState();
    for (E event : past) {
      state = decider.evolve(state, event);
    }
    return new When<>(this, describe(command, state), decider.decide(command, state));
  }

  private DeciderSpec<C, S, E, R> after(List<E> events) {
    List<E> longer = new ArrayList<>(past);
    longer.addAll(events);
    return new DeciderSpec<>(decider, longer);
  }

  private String describe(C command, S state) {
    String given =
        past.isEmpty()
            ? "nothing"
            : past.stream().map(String::valueOf).collect(Collectors.joining("\n      "));
    return "given " + given + "\n   in " + state + "\n when " + command + "\n then";
  }

  /** A decided command, whose decision is still to be checked. */
  public static final class When<C, S, E, R> {
    private final DeciderSpec<C, S, E, R> spec;
    private final String description;
    private final Decision<E, R> decision;

    private When(DeciderSpec<C, S, E, R> spec, String description, Decision<E, R> decision) {
      this.spec = spec;
      this.description = description;
      this.decision = decision;
    }

    /** Expects exactly these events, in this order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final DeciderSpec<C, S, E, R> then(E... events) {
      return expect(new Accepted<>(List.of(events)), List.of(events));
    }

    /** Expects that the command is accepted but changes nothing. */
    public DeciderSpec<C, S, E, R> thenNothing() {
      return expect(Decision.nothingToDo(), List.of());
    }

    /** Expects a refusal for this reason. */
    public DeciderSpec<C, S, E, R> thenRefused(R reason) {
      return expect(new Rejected<>(reason), List.of());
    }

    private DeciderSpec<C, S, E, R> expect(Decision<E, R> expected, List<E> events) {
      assertThat(decision).as(description).isEqualTo(expected);
      return spec.after(events);
    }
  }
}
