package dev.headwater.testkit;

import static java.util.Objects.requireNonNull;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.event.CommandStamp;

/**
 * What one caller saw of one command. Times are ticks of a counter that all callers share, which
 * orders any two calls that did not overlap.
 *
 * @param request with a stamp, which identifies the command's commit
 * @param invoked a tick before the call
 * @param answered a tick after the call
 */
public record ObservedCall<C, E, R>(
    CommandRequest<C> request, long invoked, long answered, Answer<E, R> answer) {
  public ObservedCall {
    if (request.stamp() == null) {
      throw new IllegalArgumentException("A command without a stamp cannot be followed");
    }
    if (invoked >= answered) {
      throw new IllegalArgumentException("A call is answered after it began");
    }
  }

  CommandStamp stamp() {
    return requireNonNull(request.stamp());
  }

  /** Whether this call may have written a commit of its command. */
  boolean mayHaveWritten(long version) {
    return switch (answer) {
      case Answer.Answered<E, R>(Outcome.Committed<E, R> done) -> done.version() == version;
      case Answer.Answered<E, R> other -> false;
      case Answer.NothingStored<E, R> nothing -> false;
      case Answer.MayBeStored<E, R> unknown -> true;
    };
  }

  @Override
  public String toString() {
    return "[%s, %s] %s %s%s -> %s"
        .formatted(
            invoked,
            answered,
            stamp().commandId(),
            request.command(),
            request.expectedVersion() == null ? "" : " expecting " + request.expectedVersion(),
            answer);
  }

  /** How a call ended. */
  public sealed interface Answer<E, R> {
    record Answered<E, R>(Outcome<E, R> outcome) implements Answer<E, R> {}

    /** The call failed and reported that nothing was stored. */
    record NothingStored<E, R>(String failure) implements Answer<E, R> {}

    /** The call failed and reported that it may have taken effect, or may still do so. */
    record MayBeStored<E, R>(String failure) implements Answer<E, R> {}
  }
}
