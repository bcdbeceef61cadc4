package dev.headwater.testkit;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.Outcome;
import dev.headwater.RecentCommits;
import dev.headwater.event.Commit;
import dev.headwater.testkit.ObservedCall.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the calls on one stream against its commits. */
final class StreamCheck<C, S, E, R> {
  private final Decider<C, S, E, R> decider;
  private final StreamTrace<S, E> trace;
  private final List<ObservedCall<C, E, R>> calls;
  private final List<String> violations = new ArrayList<>();
  private final List<ClaimCheck.Refusal<C, E, R>> claimRefusals = new ArrayList<>();

  StreamCheck(
      Decider<C, S, E, R> decider, StreamTrace<S, E> trace, List<ObservedCall<C, E, R>> calls) {
    this.decider = decider;
    this.trace = trace;
    this.calls = calls;
  }

  List<String> violations() {
    return violations;
  }

  /** Refusals that are right only if another stream held a claim. */
  List<ClaimCheck.Refusal<C, E, R>> claimRefusals() {
    return claimRefusals;
  }

  void run() {
    Long gap = trace.gap();
    if (gap != null) {
      violations.add("no commit begins at version " + gap);
      return;
    }
    for (int index = 0; index < trace.commits.size(); index++) {
      checkWriter(index);
      checkOnce(index);
    }
    calls.forEach(this::checkAnswer);
    for (int index = 0; index < trace.commits.size(); index++) {
      if (trace.earliest(index) >= trace.latest(index)) {
        violations.add(
            "%s was there before tick %s, but cannot have been before tick %s"
                .formatted(describe(index), trace.latest(index), trace.earliest(index)));
      }
    }
  }

  private void checkWriter(int index) {
    Commit<E> commit = trace.commits.get(index);
    calls.stream()
        .filter(
            call ->
                call.stamp().equals(commit.command())
                    && call.mayHaveWritten(commit.lastVersion())
                    && decides(call, index))
        .mapToLong(ObservedCall::invoked)
        .min()
        .ifPresentOrElse(
            invoked -> trace.happenedAfter(index, invoked),
            () ->
                violations.add(
                    describe(index)
                        + " matches no call: "
                        + calls.stream().filter(call -> hasId(commit, call)).toList()));
  }

  /** Whether the commit is what the decider decides for the call's command. */
  private boolean decides(ObservedCall<C, E, R> call, int index) {
    Commit<E> commit = trace.commits.get(index);
    Long expected = call.request().expectedVersion();
    return (expected == null || expected == commit.firstVersion() - 1)
        && decider
            .decide(call.request().command(), trace.state(index))
            .equals(new Decision.Accepted<E, R>(commit.events()));
  }

  private void checkOnce(int index) {
    String id = trace.commits.get(index).command().commandId();
    Integer earlier = remembered(id, index);
    if (earlier != null) {
      violations.add(describe(index) + " and " + describe(earlier) + " are by the same command");
    }
  }

  /** The commit of this command, if the stream remembers it at this place. */
  private @Nullable Integer remembered(String commandId, int place) {
    for (int index = 0; index < place; index++) {
      boolean kept = index == 0 || index >= place - RecentCommits.REMEMBERED_COMMITS;
      if (kept && trace.commits.get(index).command().commandId().equals(commandId)) {
        return index;
      }
    }
    return null;
  }

  private void checkAnswer(ObservedCall<C, E, R> call) {
    if (!(call.answer() instanceof Answer.Answered<E, R>(Outcome<E, R> outcome))) {
      return;
    }
    boolean right =
        switch (outcome) {
          case Outcome.Committed<E, R> done -> isThere(call, done);
          case Outcome.CommandIdReused<E, R> reused -> isReused(call);
          case Outcome.Unchanged<E, R>(long version) ->
              isFirst(call, version)
                  && decide(call, version).equals(new Decision.Accepted<E, R>(List.of()));
          case Outcome.Refused<E, R>(R reason, long version) ->
              isFirst(call, version) && isRefused(call, version, reason);
          case Outcome.VersionConflict<E, R>(long expected, long actual) ->
              isFirst(call, actual)
                  && Long.valueOf(expected).equals(call.request().expectedVersion())
                  && expected != actual
                  && !wroteAfter(call, expected, actual);
        };
    if (!right) {
      violations.add("cannot be explained: " + call);
    }
  }

  private boolean isThere(ObservedCall<C, E, R> call, Outcome.Committed<E, R> done) {
    Integer place = trace.place(done.version());
    if (place == null || place == 0) {
      return false;
    }
    Commit<E> commit = trace.commits.get(place - 1);
    trace.happenedBefore(place - 1, call.answered());
    return commit.command().equals(call.stamp()) && commit.events().equals(done.events());
  }

  private boolean isReused(ObservedCall<C, E, R> call) {
    for (int index = 0; index < trace.commits.size(); index++) {
      Commit<E> commit = trace.commits.get(index);
      if (hasId(commit, call) && !commit.command().equals(call.stamp())) {
        trace.happenedBefore(index, call.answered());
        return true;
      }
    }
    return false;
  }

  /** Whether a commit ends at the version and the stream does not remember the command there. */
  private boolean isFirst(ObservedCall<C, E, R> call, long version) {
    Integer place = trace.place(version);
    if (place == null) {
      return false;
    }
    trace.isAt(place, call.invoked(), call.answered());
    return remembered(call.stamp().commandId(), place) == null;
  }

  private Decision<E, R> decide(ObservedCall<C, E, R> call, long version) {
    Integer place = trace.place(version);
    return decider.decide(call.request().command(), trace.state(place == null ? 0 : place));
  }

  private boolean isRefused(ObservedCall<C, E, R> call, long version, R reason) {
    Long expected = call.request().expectedVersion();
    if (expected != null && expected != version) {
      return false;
    }
    return switch (decide(call, version)) {
      case Decision.Rejected<E, R>(R right) -> right.equals(reason);
      case Decision.Accepted<E, R>(List<E> events) -> isForAClaim(call, version, events, reason);
    };
  }

  private boolean isForAClaim(ObservedCall<C, E, R> call, long version, List<E> events, R reason) {
    Integer place = trace.place(version);
    S before = trace.state(place == null ? 0 : place);
    S after = before;
    for (E event : events) {
      after = decider.evolve(after, event);
    }
    List<Claim> claims =
        decider.claims(after).stream()
            .filter(claim -> !decider.claims(before).contains(claim))
            .filter(claim -> decider.refuseTaken(claim).equals(reason))
            .toList();
    claimRefusals.add(new ClaimCheck.Refusal<>(call, claims));
    return !claims.isEmpty();
  }

  /** Whether the command itself wrote the commit after the version that it expected. */
  private boolean wroteAfter(ObservedCall<C, E, R> call, long expected, long actual) {
    Integer place = trace.place(expected);
    return place != null && expected < actual && hasId(trace.commits.get(place), call);
  }

  private static boolean hasId(Commit<?> commit, ObservedCall<?, ?, ?> call) {
    return commit.command().commandId().equals(call.stamp().commandId());
  }

  private String describe(int index) {
    Commit<E> commit = trace.commits.get(index);
    return "commit " + commit.firstVersion() + " by " + commit.command().commandId();
  }
}
