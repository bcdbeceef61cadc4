package dev.headwater.service.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.eventbridge.FunctionMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What the ready-made functions share: each is a runtime's work in the form that Lambda calls. */
abstract sealed class ServiceFunction implements RequestStreamHandler, AutoCloseable
    permits CommandFunction,
        RelayFunction,
        ProjectorFunction,
        QueryFunction,
        OperationsFunction,
        CheckFunction {
  private final ServiceRuntime runtime;
  private final Work work;
  private final InvocationLog log = InvocationLog.ofFunction();

  /**
   * @param start prepares the work; everything that is wrong with the environment or the tables
   *     fails here, before the first event
   */
  ServiceFunction(Map<String, String> variables, Function<ServiceRuntime, Work> start) {
    runtime = ServiceRuntime.of(variables);
    try {
      work = start.apply(runtime);
    } catch (RuntimeException | Error failure) {
      runtime.close();
      throw failure;
    }
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    log.begin(context);
    SafeInvocation.run(
        () ->
            work.events()
                .handle(
                    input,
                    output,
                    deadline(context),
                    new FunctionMetrics(context.getFunctionName(), context.getLogger()::log)));
  }

  /**
   * The time after which an invocation must not start anything, so that it answers before its
   * timeout.
   */
  private Instant deadline(Context context) {
    return Instant.now().plusMillis(context.getRemainingTimeInMillis() - work.marginMillis());
  }

  /** For a host that outlives its functions; Lambda never calls this. */
  @Override
  public final void close() {
    runtime.close();
  }

  /**
   * What a function does.
   *
   * @param marginMillis how long the calls in progress at the deadline may take
   */
  record Work(int marginMillis, Events events) {}

  /** Handles one event. */
  @FunctionalInterface
  interface Events {
    void handle(InputStream input, OutputStream output, Instant deadline, FunctionMetrics metrics)
        throws IOException;
  }
}
