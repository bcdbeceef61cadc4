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
 * Checks that callers' observations and the stored commits can be explained by executing the
 * commands one after the other, each at some moment between its call and its answer.
 *
 * <p>The commits of a stream are already ordered. So each answer has to be right at one place
 * between them, and the places have to agree with the clock: an answer reflects every commit that
 * was acknowledged before the call, and none whose call began after the answer. In addition:
 *
 * <ul>
 *   <li>versions start at 1 and have no gaps;
 *   <li>each commit is what the decider decides for the command of a call in the state before it,
 *       and that call did not report that nothing was stored;
 *   <li>each acknowledged commit is stored, with the same events;
 *   <li>no command has two commits among those that a stream remembers: its creating commit and the
 *       last {@link dev.headwater.RecentCommits#REMEMBERED_COMMITS}. A remembered command is
 *       answered with its commit, not decided again;
 *   <li>no two streams hold a claim at once, and a claim is refused only while another stream holds
 *       it.
 * </ul>
 *
 * <p>The check of a single stream is complete: it finds an explanation if there is one. The check
 * of claims is not, because it compares only two streams at a time.
 */
public final class LinearizabilityCheck<C, S, E, R> {
  private final Decider<C, S, E, R> decider;

  public LinearizabilityCheck(Decider<C, S, E, R> decider) {
    this.decider = decider;
  }

  /**
   * Lists what cannot be explained; empty if everything can.
   *
   * @param calls all calls that were made
   * @param streams the commits of each called stream, read afterwards
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
