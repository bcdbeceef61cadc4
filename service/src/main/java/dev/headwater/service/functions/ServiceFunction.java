package dev.headwater.service.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.service.functions.SampleRounds.SampleSource;
import dev.headwater.service.functions.internal.InvocationLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

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
   * @param samples of what invokes the function
   */
  ServiceFunction(
      Map<String, String> variables, Function<ServiceRuntime, Work> start, SampleSource samples) {
    runtime = ServiceRuntime.of(variables);
    // After the description, which may use JSON: no two threads then initialize the same classes.
    Thread.ofPlatform().name("JSON").daemon().start(ServiceFunction::loadJson);
    try {
      work = start.apply(runtime);
      runtime.prepareSnapshot(new SampleRounds(start, samples));
    } catch (RuntimeException | Error failure) {
      runtime.close();
      throw failure;
    }
  }

  /** Loads hundreds of classes that every function needs, while the SDK prepares its clients. */
  private static void loadJson() {
    JsonMapper json = JsonMapper.shared();
    json.writeValue(OutputStream.nullOutputStream(), json.readTree("{}"));
  }

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    log.begin(context);
    handle(work, input, output, context);
  }

  static void handle(Work work, InputStream input, OutputStream output, Context context)
      throws IOException {
    SafeInvocation.run(
        () ->
            work.events()
                .handle(
                    input,
                    output,
                    deadline(work, context),
                    new FunctionMetrics(context.getFunctionName(), context.getLogger()::log)));
  }

  /**
   * The time after which an invocation must not start anything, so that it answers before its
   * timeout.
   */
  private static Instant deadline(Work work, Context context) {
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
