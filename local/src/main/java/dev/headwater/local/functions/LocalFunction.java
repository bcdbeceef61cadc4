package dev.headwater.local.functions;

import dev.headwater.local.chaos.CallFate.Completes;
import dev.headwater.local.chaos.CallFate.CrashesAfter;
import dev.headwater.local.chaos.CallFate.CrashesBefore;
import dev.headwater.local.chaos.CallFate.TimesOut;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.InstancePool.Taken;
import dev.headwater.local.functions.Instances.FailedInitialization;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
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
  private final FunctionLog log;
  private final InstancePool instances;
  private final ExecutorService calls;
  private final Chaos chaos;
  private final Semaphore permits;

  /**
   * @throws FailedInitialization when the function cannot start
   */
  LocalFunction(
      FunctionDeclaration declaration,
      FunctionLog log,
      Instances source,
      ExecutorService calls,
      Chaos chaos)
      throws FailedInitialization, InterruptedException {
    this.declaration = declaration;
    this.log = log;
    this.instances = new InstancePool(source, calls);
    this.calls = calls;
    this.chaos = chaos;
    this.permits = new Semaphore(declaration.concurrency(), true);
  }

  InstancePool instances() {
    return instances;
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
      Taken taken = instances.take();
      return run(new Call(event, taken, InvocationContext.of(declaration, log)));
    } catch (FailedInitialization e) {
      LOG.warn("Function {} cannot start: {}", declaration.functionName(), e.errorType());
      return new Failed(e.errorType(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return interrupted();
    } finally {
      permits.release();
    }
  }

  private Invocation run(Call call) {
    return switch (chaos.callFate()) {
      case Completes completes -> run(call, declaration.timeout());
      case CrashesBefore crash -> {
        call.taken.instance().close();
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
      return failed(call, e.getCause() == null ? e : e.getCause());
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
    return Failed.of(thrown);
  }

  private Invocation timedOut(Call call) {
    double seconds = declaration.timeout().toMillis() / 1000.0;
    return ended(
        call,
        "timed out",
        Failed.TIMED_OUT,
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds));
  }

  private Invocation crashed(Call call) {
    return ended(call, "crashed", Failed.CRASHED, "Runtime exited with error: exit status 137");
  }

  private Invocation ended(Call call, String how, String errorType, String error) {
    String id = call.context.getAwsRequestId();
    LOG.warn("Function {} {} in request {}", declaration.functionName(), how, id);
    return new Failed(errorType, "RequestId: %s Error: %s".formatted(id, error));
  }

  private static Invocation interrupted() {
    Thread.currentThread().interrupt();
    return new Failed(Failed.STOPPING, "The caller was interrupted.");
  }

  /**
   * One call. The first of two events settles it: if the call ends, its instance is reused; if the
   * caller abandons the call, the instance is discarded.
   */
  private final class Call implements Callable<Invocation> {
    private final byte[] event;
    private final Taken taken;
    private final InvocationContext context;
    private final StreamOrigin origin = StreamOrigin.current();
    private final AtomicBoolean settled = new AtomicBoolean();

    Call(byte[] event, Taken taken, InvocationContext context) {
      this.event = event;
      this.taken = taken;
      this.context = context;
    }

    @Override
    public Invocation call() throws Exception {
      return origin.run(this::handle);
    }

    private Invocation handle() throws Exception {
      try {
        return taken.instance().invoke(event, context);
      } finally {
        if (settled.compareAndSet(false, true)) {
          instances.giveBack(taken);
        } else {
          taken.instance().close();
        }
      }
    }

    void abandon() {
      settled.set(true);
    }
  }
}
