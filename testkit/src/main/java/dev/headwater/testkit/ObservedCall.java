package dev.headwater.testkit;

import static java.util.Objects.requireNonNull;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.event.CommandStamp;

/**
 * What one caller saw of one command. Times are ticks of one counter that all callers share, so
 * that of two calls that did not overlap it is known which came first.
 *
 * @param request with a stamp: by it the command's commit is known
 * @param invoked a tick from before the call
 * @param answered a tick from after it
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

  /** Whether a commit of this command may be this call's work. */
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

    /** It failed, and says that nothing was stored. */
    record NothingStored<E, R>(String failure) implements Answer<E, R> {}

    /** It failed, and says that it may have taken effect, or may yet do so. */
    record MayBeStored<E, R>(String failure) implements Answer<E, R> {}
  }
}
