package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Instances.FailedInitialization;
import dev.headwater.local.http.HttpReply;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The exchange between an instance and its runtime, in another process: the runtime asks for an
 * event, answers it, and asks for the next. As on Lambda, a call is over only when the runtime asks
 * for the next event, or has ended: so one that ends after its answer gets no further call.
 */
final class RuntimeSession {
  /** More than an orderly runtime sends before it waits. */
  private static final int MAX_SIGNALS = 8;

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  /** Empty once the runtime has ended. */
  private final BlockingQueue<Optional<HttpReply>> events = new ArrayBlockingQueue<>(1);

  /** What a runtime does. */
  private sealed interface Signal {
    /** It waits for an event. */
    record Asked() implements Signal {}

    record Answered(String requestId, Invocation answer) implements Signal {}

    record NotInitialized(Failed error) implements Signal {}

    record Exited(int status) implements Signal {}
  }

  /** Waits until the runtime is ready for its first event. */
  void awaitReady() throws FailedInitialization, InterruptedException {
    while (true) {
      switch (signals.take()) {
        case Signal.Asked ready -> {
          return;
        }
        case Signal.NotInitialized(Failed error) ->
            throw new FailedInitialization(error.errorType(), error.errorMessage());
        case Signal.Exited(int status) ->
            throw new FailedInitialization(Failed.CRASHED, "Error: " + reason(status));
        case Signal.Answered early -> {} // nothing was asked
      }
    }
  }

  /** Hands an event over, and waits for the end of the call. */
  Invocation exchange(String requestId, HttpReply event) throws InterruptedException {
    events.offer(Optional.of(event)); // refused only at the end, which is also a signal
    Invocation answer = null;
    while (true) {
      switch (signals.take()) {
        case Signal.Answered(String id, Invocation given) ->
            answer = id.equals(requestId) ? given : answer;
        case Signal.Asked next -> {
          if (answer != null) {
            return answer;
          }
        }
        case Signal.Exited(int status) -> {
          return answer == null
              ? new Failed(
                  Failed.CRASHED, "RequestId: %s Error: %s".formatted(requestId, reason(status)))
              : answer;
        }
        case Signal.NotInitialized late -> {} // only a runtime that is ready gets events
      }
    }
  }

  private static String reason(int status) {
    return status == 0
        ? "Runtime exited without providing a reason"
        : "Runtime exited with error: exit status " + status;
  }

  /** For the runtime: waits for the next event; empty once the runtime has ended. */
  Optional<HttpReply> next() throws InterruptedException {
    accept(new Signal.Asked());
    Optional<HttpReply> next = events.take();
    if (next.isEmpty()) {
      events.offer(next); // for others that wait
    }
    return next;
  }

  /** From the runtime; returns whether it was to be expected. */
  boolean answer(String requestId, Invocation answer) {
    return accept(new Signal.Answered(requestId, answer));
  }

  /** From the runtime; returns whether it was to be expected. */
  boolean failInitialization(Failed error) {
    return accept(new Signal.NotInitialized(error));
  }

  private boolean accept(Signal signal) {
    return signals.size() < MAX_SIGNALS && signals.add(signal);
  }

  /** Ends the session with the process of its runtime. */
  void end(int exitStatus) {
    signals.add(new Signal.Exited(exitStatus));
    events.offer(Optional.empty());
  }
}
