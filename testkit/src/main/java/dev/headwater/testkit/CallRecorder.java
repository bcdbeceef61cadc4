package dev.headwater.testkit;

import dev.headwater.CommandRequest;
import dev.headwater.CommitTooLargeException;
import dev.headwater.Outcome;
import dev.headwater.TooManyConflictsException;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.ObservedCall.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Records what callers of command handlers see, for a {@link LinearizabilityCheck}. */
public final class CallRecorder<C, E, R> {
  private final AtomicLong ticks = new AtomicLong();
  private final Queue<ObservedCall<C, E, R>> calls = new ConcurrentLinkedQueue<>();

  /**
   * Makes a call and records how it ended. A failure that callers need not expect is rethrown and
   * not recorded.
   */
  public Answer<E, R> record(CommandRequest<C> request, Supplier<Outcome<E, R>> call) {
    long invoked = ticks.incrementAndGet();
    Answer<E, R> answer = answer(call);
    calls.add(new ObservedCall<>(request, invoked, ticks.incrementAndGet(), answer));
    return answer;
  }

  private static <E, R> Answer<E, R> answer(Supplier<Outcome<E, R>> call) {
    try {
      return new Answer.Answered<>(call.get());
    } catch (UnavailableException e) {
      return e.mayHaveTakenEffect()
          ? new Answer.MayBeStored<>(String.valueOf(e.getMessage()))
          : new Answer.NothingStored<>(String.valueOf(e.getMessage()));
    } catch (TooManyConflictsException | CommitTooLargeException | UnpublishableTextException e) {
      return new Answer.NothingStored<>(String.valueOf(e.getMessage()));
    }
  }

  /** All answered calls, in the order in which they began. */
  public List<ObservedCall<C, E, R>> calls() {
    return calls.stream().sorted(Comparator.comparingLong(ObservedCall::invoked)).toList();
  }
}
