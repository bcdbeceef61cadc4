package dev.headwater.testkit;

import dev.headwater.Decider;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether what callers saw of a write side, and what it stored, can be explained by carrying out
 * the commands one after the other, each at some moment between its call and its answer.
 *
 * <p>A stream's commits are in an order already. So each answer only has to be right at one place
 * between them, and the places have to agree with the clock: nothing is missing that had been
 * answered for before the call, and nothing is seen that began after the answer. Beyond that:
 *
 * <ul>
 *   <li>versions run from 1 on without a gap;
 *   <li>each commit is what the decider makes of a call's command in the state before it, and that
 *       call does not say that it stored nothing;
 *   <li>each commit that was answered for is there, with these events;
 *   <li>no command has two commits, as far back as a stream remembers: its creating commit, and
 *       within {@link dev.headwater.RecentCommits#REMEMBERED_COMMITS} others. A command that is
 *       remembered is answered with its commit, not decided afresh;
 *   <li>no two streams hold a claim at once, and a claim that was refused was held by another
 *       stream.
 * </ul>
 *
 * <p>The check of a stream is complete: it finds an explanation if there is one. Claims are
 * compared two streams at a time, which is not.
 */
public final class LinearizabilityCheck<C, S, E, R> {
  private final Decider<C, S, E, R> decider;

  public LinearizabilityCheck(Decider<C, S, E, R> decider) {
    this.decider = decider;
  }

  /**
   * What cannot be explained; empty when all can.
   *
   * @param calls all calls that were made
   * @param streams the commits of each stream that was called, as they were read afterwards
   */
  public List<String> violations(
      List<ObservedCall<C, E, R>> calls, Map<StreamId, List<Commit<E>>> streams) {
    List<String> violations = new ArrayList<>();
    Map<StreamId, StreamTrace<S, E>> traces =
        streams.keySet().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    stream ->
                        new StreamTrace<>(
                            stream, streams.getOrDefault(stream, List.of()), decider)));
    List<ClaimCheck.Refusal<C, E, R>> refusals = new ArrayList<>();
    traces.forEach(
        (stream, trace) -> {
          StreamCheck<C, S, E, R> check =
              new StreamCheck<>(
                  decider,
                  trace,
                  calls.stream().filter(call -> call.request().stream().equals(stream)).toList());
          check.run();
          refusals.addAll(check.claimRefusals());
          check.violations().forEach(what -> violations.add("Stream " + stream + ": " + what));
        });
    calls.stream()
        .map(call -> call.request().stream())
        .distinct()
        .filter(stream -> !streams.containsKey(stream))
        .forEach(stream -> violations.add("Stream " + stream + ": its commits are unknown"));
    violations.addAll(new ClaimCheck<>(decider, traces.values()).violations(refusals));
    return violations;
  }
}
