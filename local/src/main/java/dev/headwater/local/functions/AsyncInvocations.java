package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Lambda's queue of asynchronous calls. A throttled call is retried until the event is too old, and
 * a function's error twice, after one and two seconds; Lambda waits one and two minutes. Then the
 * event goes to the function's dead-letter queue and on-failure destination, if it has any.
 *
 * <p>Each waiting event has a virtual thread. All of them together take {@value #MAX_BYTES} bytes
 * at most, of which a small event counts as {@value #MIN_BYTES}. They are in memory: those that a
 * stop finds waiting are lost.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Lambda:
 *     errors and retries</a>
 */
public final class AsyncInvocations implements AsyncInvoker, AutoCloseable {
  static final int MAX_BYTES = 32 * 1024 * 1024;
  static final int MIN_BYTES = 4 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration THROTTLED_PAUSE = Duration.ofMillis(100);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final Map<String, EventInvokeConfig> configs;
  private final Services services;
  private final FailedEvents failedEvents;
  private final StopSignal stop = new StopSignal();
  private final Semaphore room = new Semaphore(MAX_BYTES);
  private final AtomicInteger unfinished = new AtomicInteger();
  private final ExecutorService threads = LoggedThreads.executor("invoke-");

  /**
   * The services that it uses.
   *
   * @param work tracks waiting events, and records those that are lost
   */
  public record Services(
      FunctionInvoker functions,
      SqsClient sqs,
      UnaryOperator<String> queueUrlByName,
      OutstandingWork work) {}

  /** An event that was accepted. */
  record Call(String functionName, String event, EventInvokeConfig config) {}

  public AsyncInvocations(List<FunctionDeclaration> functions, Services services) {
    this.services = services;
    this.failedEvents = new FailedEvents(services);
    this.configs =
        functions.stream()
            .collect(
                Collectors.toMap(
                    FunctionDeclaration::functionName, FunctionDeclaration::eventInvokeConfig));
  }

  @Override
  public boolean invoke(String functionName, String event, Duration delay) {
    var call =
        new Call(
            functionName, event, configs.getOrDefault(functionName, EventInvokeConfig.DEFAULTS));
    int bytes = Math.max(MIN_BYTES, event.length());
    if (!room.tryAcquire(bytes)) {
      return false;
    }
    String id = "invoke " + UUID.randomUUID();
    services.work().enter(id, StreamOrigin.isSet());
    unfinished.incrementAndGet();
    try {
      threads.execute(
          () -> {
            boolean settled = true;
            try {
              settled = !stop.pause(delay) && settle(call);
            } finally {
              if (settled) {
                leave(id, bytes);
              }
            }
          });
      return true;
    } catch (RejectedExecutionException stopping) {
      leave(id, bytes);
      return false;
    }
  }

  private void leave(String id, int bytes) {
    room.release(bytes);
    unfinished.decrementAndGet();
    services.work().leave(id);
  }

  /** Returns once the event is handled or given up; false if a stop came first. */
  private boolean settle(Call call) {
    long begun = System.nanoTime();
    int errors = 0;
    while (services.functions().invoke(call.functionName(), call.event())
        instanceof Failed failed) {
      if (failed.errorType().equals(Failed.STOPPING)) {
        return false;
      }
      boolean throttled = failed.errorType().equals(Failed.THROTTLED);
      errors += throttled ? 0 : 1;
      if (errors > call.config().maximumRetryAttempts()
          || System.nanoTime() - begun > call.config().maximumEventAge().toNanos()) {
        failedEvents.add(call, errors, failed);
        return true;
      }
      if (stop.pause(throttled ? THROTTLED_PAUSE : RETRY_PAUSE.multipliedBy(errors))) {
        return false;
      }
    }
    return true;
  }

  /** Waits a few seconds for accepted events; those that are still waiting then are lost. */
  @Override
  public void close() {
    if (!LoggedThreads.end(threads, CLOSE_WAIT)) {
      stop.request();
    }
    int lost = unfinished.getAndSet(0);
    if (lost > 0) {
      LOG.error("The stop loses {} asynchronous function calls", lost);
      services.work().recordLoss();
    }
  }
}
