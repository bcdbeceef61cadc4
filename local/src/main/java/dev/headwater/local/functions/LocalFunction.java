package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.chaos.CallFate.Completes;
import dev.headwater.local.chaos.CallFate.CrashesAfter;
import dev.headwater.local.chaos.CallFate.CrashesBefore;
import dev.headwater.local.chaos.CallFate.TimesOut;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One function: its idle instances, and the limit on concurrent calls. */
final class LocalFunction {
  static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LocalFunction.class);

  private final FunctionDeclaration declaration;
  private final HandlerFactory handlers;
  private final ExecutorService calls;
  private final Chaos chaos;
  private final Semaphore permits;

  /** Last in, first out, so that few instances are in use under light load. */
  private final Deque<RequestStreamHandler> idle = new ConcurrentLinkedDeque<>();

  LocalFunction(
      FunctionDeclaration declaration,
      HandlerFactory handlers,
      ExecutorService calls,
      Chaos chaos) {
    this.declaration = declaration;
    this.handlers = handlers;
    this.calls = calls;
    this.chaos = chaos;
    this.permits = new Semaphore(declaration.concurrency(), true);
    try {
      idle.push(handlers.create());
    } catch (ReflectiveOperationException e) {
      Throwable reason = reason(e);
      throw new LocalCloudException(
          "Function "
              + declaration.functionName()
              + " cannot start: the constructor of "
              + declaration.handler()
              + " threw "
              + reason
              + ".",
          reason);
    }
  }

  Invocation invoke(byte[] event) {
    try {
      if (!permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Failed(Failed.THROTTLED, "Rate Exceeded.");
      }
    } catch (InterruptedException e) {
      return interrupted();
    }
    try {
      return run(new Call(event, handlers.newContext()));
    } finally {
      permits.release();
    }
  }

  private Invocation run(Call call) {
    return switch (chaos.callFate()) {
      case Completes completes -> run(call, declaration.timeout());
      case CrashesBefore crash -> {
        discardIdle();
        yield crashed(call);
      }
      case CrashesAfter crash -> {
        call.abandon();
        run(call, declaration.timeout());
        yield crashed(call);
      }
      case TimesOut(Duration after) -> {
        call.abandon();
        yield run(call, after) instanceof Failed failed
                && failed.errorType().equals(Failed.TIMED_OUT)
            ? failed
            : timedOut(call);
      }
    };
  }

  private Invocation run(Call call, Duration timeout) {
    Future<Invocation> answer = calls.submit(call);
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return failed(call, reason(e));
    } catch (TimeoutException e) {
      call.abandon();
      answer.cancel(true);
      return timedOut(call);
    } catch (InterruptedException e) {
      call.abandon();
      answer.cancel(true);
      return interrupted();
    }
  }

  private Invocation failed(Call call, Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    // never log the message: it may quote the event
    LOG.warn(
        "Function {} threw {} at {} in request {}",
        declaration.functionName(),
        thrown.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0],
        call.context.getAwsRequestId());
    String message = thrown.getMessage();
    String type = thrown.getClass().getName();
    return new Failed(type, message == null ? type : message);
  }

  private Invocation timedOut(Call call) {
    LOG.warn(
        "Function {} timed out in request {}",
        declaration.functionName(),
        call.context.getAwsRequestId());
    return new Failed(
        Failed.TIMED_OUT,
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            call.context.getAwsRequestId(),
            declaration.timeout().toMillis() / 1000.0));
  }

  private Invocation crashed(Call call) {
    LOG.warn(
        "Function {} crashed in request {}",
        declaration.functionName(),
        call.context.getAwsRequestId());
    return new Failed(
        Failed.CRASHED,
        "RequestId: %s Error: Runtime exited with error: exit status 137"
            .formatted(call.context.getAwsRequestId()));
  }

  private void discardIdle() {
    var handler = idle.poll();
    if (handler != null) {
      close(handler);
    }
  }

  private static Invocation interrupted() {
    Thread.currentThread().interrupt();
    return new Failed(Failed.STOPPING, "The caller was interrupted.");
  }

  private static Throwable reason(Exception e) {
    Throwable cause = e.getCause();
    if (e instanceof ExecutionException && cause instanceof InvocationTargetException inner) {
      return reason(inner);
    }
    return cause == null ? e : cause;
  }

  void close() {
    for (var handler = idle.poll(); handler != null; handler = idle.poll()) {
      close(handler);
    }
  }

  private void close(RequestStreamHandler handler) {
    if (handler instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn(
            "A handler of function {} failed to close: {}",
            declaration.functionName(),
            e.getClass().getName());
      }
    }
  }

  /**
   * One call. The first of two events settles it: if the call ends, its instance is reused; if the
   * caller abandons the call, the instance is discarded.
   */
  private final class Call implements Callable<Invocation> {
    private final byte[] event;
    private final InvocationContext context;
    private final StreamOrigin origin = StreamOrigin.current();
    private final AtomicBoolean settled = new AtomicBoolean();

    Call(byte[] event, InvocationContext context) {
      this.event = event;
      this.context = context;
    }

    @Override
    public Invocation call() throws Exception {
      return origin.run(this::handle);
    }

    private Invocation handle() throws Exception {
      RequestStreamHandler waiting = idle.poll();
      RequestStreamHandler handler = waiting == null ? handlers.create() : waiting;
      try {
        var answer = new ResponseBuffer();
        handler.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer.overflowed()
            ? new Failed(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size ("
                    + ResponseBuffer.MAX_BYTES
                    + " bytes).")
            : new Answered(answer.text());
      } finally {
        if (settled.compareAndSet(false, true)) {
          idle.push(handler);
        } else {
          close(handler);
        }
      }
    }

    void abandon() {
      settled.set(true);
    }
  }
}
