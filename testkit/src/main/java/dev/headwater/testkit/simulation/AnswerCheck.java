package dev.headwater.testkit.simulation;

import dev.headwater.Claim;
import dev.headwater.CommandRequest;
import dev.headwater.Decision;
import dev.headwater.Decision.Accepted;
import dev.headwater.Decision.Rejected;
import dev.headwater.Outcome;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.simulation.Truth.Boundary;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the stored commits explain every answer to a command: by the state of its stream at
 * some time during the call, or by the commit that the command wrote.
 */
final class AnswerCheck<C, S, E, R, V> {
  private static final String ONCE = "G3 a command takes effect once";
  private static final String TRUE_ANSWERS = "an answer is true at some time during the call";

  private final SimulatedDomain<C, S, E, R, V> domain;
  private final Truth<S, E, V> truth;

  /** Commits that acknowledged commands without an id. Each may acknowledge only one. */
  private final Set<String> answered = new HashSet<>();

  AnswerCheck(SimulatedDomain<C, S, E, R, V> domain, Truth<S, E, V> truth) {
    this.domain = domain;
    this.truth = truth;
  }

  /** Checks an answer as soon as it arrives. */
  void judge(Call<C, E, R> call) {
    StreamId stream = call.request().stream();
    switch (call.outcome()) {
      case Outcome.Committed<E, R>(long version, List<E> events) ->
          judgeCommitted(call, version, events);
      case Outcome.Unchanged<E, R>(long version) ->
          require(
              held(
                  call,
                  version,
                  boundary ->
                      decide(call, boundary) instanceof Accepted<E, R>(List<E> events)
                          && events.isEmpty()),
              TRUE_ANSWERS,
              call,
              "nothing to do at version " + version);
      case Outcome.Refused<E, R>(R reason, long version) ->
          require(
              wasRefusable(call, reason, version),
              TRUE_ANSWERS,
              call,
              "refused with " + reason + " at version " + version);
      case Outcome.VersionConflict<E, R>(long expected, long actual) ->
          require(
              expected != actual && held(call, actual, boundary -> true),
              TRUE_ANSWERS,
              call,
              "expected " + expected + " and reported " + actual);
      case Outcome.CommandIdReused<E, R>(String id) ->
          require(
              truth.boundaries(stream).stream()
                  .flatMap(boundary -> boundary.commits().stream())
                  .anyMatch(
                      commit ->
                          commit.command().commandId().equals(id)
                              && !commit.command().equals(call.request().stamp())),
              ONCE,
              call,
              "refused because another command has its id");
      case null -> {
        // Whether it took effect is checked at the end of the run.
      }
    }
  }

  private void judgeCommitted(Call<C, E, R> call, long version, List<E> events) {
    CommandRequest<C> request = call.request();
    Commit<E> commit = commitEndingAt(request.stream(), version);
    require(
        commit != null && commit.events().equals(events),
        "G2 no lost update",
        call,
        "acknowledged at version " + version + ", but no such commit is stored");
    Commit<E> stored = Objects.requireNonNull(commit);
    CommandStamp stamp = request.stamp();
    if (stamp == null) {
      require(
          answered.add(request.stream() + "@" + version),
          ONCE,
          call,
          "version " + version + " acknowledged two commands");
    } else {
      require(
          stored.command().equals(stamp),
          ONCE,
          call,
          "version " + version + " is by " + stored.command().commandId());
    }
    Long expected = request.expectedVersion();
    require(
        expected == null || stored.firstVersion() == expected + 1,
        "G2 no lost update",
        call,
        "expected " + expected + " and wrote version " + stored.firstVersion());
  }

  private @Nullable Commit<E> commitEndingAt(StreamId stream, long version) {
    return truth.boundaries(stream).stream()
        .filter(boundary -> boundary.version() == version && version > 0)
        .map(Boundary::commit)
        .findFirst()
        .orElse(null);
  }

  private boolean wasRefusable(Call<C, E, R> call, R reason, long version) {
    return held(
        call,
        version,
        boundary ->
            switch (decide(call, boundary)) {
              case Rejected<E, R>(R why) -> why.equals(reason);
              case Accepted<E, R>(List<E> events) -> isTaken(call, boundary, events, reason);
            });
  }

  private boolean isTaken(
      Call<C, E, R> call, Boundary<S, E, V> boundary, List<E> events, R reason) {
    S after = boundary.state();
    for (E event : events) {
      after = domain.decider().evolve(after, event);
    }
    for (Claim claim : domain.decider().claims(after)) {
      if (truth.claimedByOther(
              claim, call.request().stream(), call.commitsBefore(), truth.commits())
          && domain.decider().refuseTaken(claim).equals(reason)) {
        return true;
      }
    }
    return false;
  }

  private Decision<E, R> decide(Call<C, E, R> call, Boundary<S, E, V> boundary) {
    return domain.decider().decide(call.request().command(), boundary.state());
  }

  /** Whether the stream was at this version at some time during the call, and met the condition. */
  private boolean held(Call<C, E, R> call, long version, Condition<S, E, V> condition) {
    StreamId stream = call.request().stream();
    return version >= call.versionBefore()
        && truth.between(stream, version, version).stream().anyMatch(condition::holds);
  }

  /** Checks what can only be known at the end of the run. */
  void judgeAll(List<Call<C, E, R>> calls) {
    for (StreamId stream : truth.streams()) {
      Set<String> ids = new HashSet<>();
      truth.boundaries(stream).stream()
          .flatMap(boundary -> boundary.commits().stream())
          .forEach(commit -> requireOnce(ids, commit));
    }
    calls.stream()
        .filter(AnswerCheck::saysThatNothingWasWritten)
        .filter(call -> isTheOnlyOneOfItsId(call, calls))
        .forEach(this::requireNoEffect);
  }

  private static boolean saysThatNothingWasWritten(Call<?, ?, ?> call) {
    return call.outcome() == null
        ? !call.mayHaveTakenEffect()
        : !(call.outcome() instanceof Outcome.Committed);
  }

  private static void requireOnce(Set<String> ids, Commit<?> commit) {
    String id = commit.command().commandId();
    if (!ids.add(id)) {
      throw new Violation(ONCE, id + " wrote two commits of " + commit.stream());
    }
  }

  private boolean isTheOnlyOneOfItsId(Call<C, E, R> call, List<Call<C, E, R>> calls) {
    CommandStamp stamp = call.request().stamp();
    return stamp != null
        && calls.stream()
                .filter(other -> other.request().stamp() != null)
                .filter(
                    other ->
                        Objects.requireNonNull(other.request().stamp())
                            .commandId()
                            .equals(stamp.commandId()))
                .count()
            == 1;
  }

  private void requireNoEffect(Call<C, E, R> call) {
    String id = Objects.requireNonNull(call.request().stamp()).commandId();
    require(
        truth.boundaries(call.request().stream()).stream()
            .flatMap(boundary -> boundary.commits().stream())
            .noneMatch(commit -> commit.command().commandId().equals(id)),
        ONCE,
        call,
        "reported to have had no effect, but its commit is stored");
  }

  private static void require(boolean holds, String guarantee, Call<?, ?, ?> call, String seen) {
    if (!holds) {
      throw new Violation(
          guarantee, call.request().command() + " to " + call.request().stream() + ": " + seen);
    }
  }

  /** A condition on a state of a stream. */
  private interface Condition<S, E, V> {
    boolean holds(Boundary<S, E, V> boundary);
  }
}
