package dev.headwater.testkit;

import dev.headwater.Claim;
import dev.headwater.Decider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks that streams held each claim one after the other, and that a claim was refused only while
 * another stream held it.
 */
final class ClaimCheck<S, E> {
  private final List<Period<S, E>> periods = new ArrayList<>();

  ClaimCheck(Decider<?, S, E, ?> decider, Collection<StreamTrace<S, E>> traces) {
    for (StreamTrace<S, E> trace : traces) {
      for (int place = 1; place <= trace.commits.size(); place++) {
        for (Claim claim : decider.claims(trace.state(place))) {
          if (!decider.claims(trace.state(place - 1)).contains(claim)) {
            periods.add(new Period<>(trace, claim, place - 1, end(decider, trace, claim, place)));
          }
        }
      }
    }
  }

  /** The commit that releases the claim held at this place. */
  private static <S, E> int end(
      Decider<?, S, E, ?> decider, StreamTrace<S, E> trace, Claim claim, int place) {
    int held = place;
    while (held < trace.commits.size() && decider.claims(trace.state(held + 1)).contains(claim)) {
      held++;
    }
    return held;
  }

  List<String> violations(List<? extends Refusal<?, ?, ?>> refusals) {
    List<String> violations = new ArrayList<>();
    for (int index = 0; index < periods.size(); index++) {
      Period<S, E> one = periods.get(index);
      for (Period<S, E> other : periods.subList(0, index)) {
        if (one.overlaps(other)) {
          violations.add(
              "Streams "
                  + one.trace.stream
                  + " and "
                  + other.trace.stream
                  + " both hold a "
                  + one.claim.name());
        }
      }
    }
    refusals.stream()
        .filter(refusal -> periods.stream().noneMatch(period -> period.explains(refusal)))
        .forEach(refusal -> violations.add("No other stream held the claim of " + refusal.call()));
    return violations;
  }

  /** A call that was refused because of one of these claims. */
  record Refusal<C, E, R>(ObservedCall<C, E, R> call, List<Claim> claims) {}

  /**
   * The period in which a stream held a claim.
   *
   * @param from the commit that took the claim
   * @param to the commit that released the claim; one beyond the last if none did
   */
  private record Period<S, E>(StreamTrace<S, E> trace, Claim claim, int from, int to) {
    boolean overlaps(Period<S, E> other) {
      return claim.equals(other.claim)
          && trace != other.trace
          && !mayPrecede(other)
          && !other.mayPrecede(this);
    }

    private boolean mayPrecede(Period<S, E> other) {
      return ended() && trace.earliest(to) < other.trace.latest(other.from);
    }

    boolean explains(Refusal<?, ?, ?> refusal) {
      ObservedCall<?, ?, ?> call = refusal.call();
      return refusal.claims().contains(claim)
          && !trace.stream.equals(call.request().stream())
          && trace.earliest(from) < call.answered()
          && (!ended() || trace.latest(to) > call.invoked());
    }

    private boolean ended() {
      return to < trace.commits.size();
    }
  }
}
