package dev.headwater.testsupport;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.LambdaEnvironment;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * The main class of a {@link RestoredFunction}'s JVM: AWS's runtime interface client over HTTP in
 * plain Java, since its own requests are in a native library for Linux alone.
 */
final class RestoredFunctionMain extends AWSLambda implements LambdaRuntimeApiClient, LogSink {
  static final String REQUEST_ID = "Lambda-Runtime-Aws-Request-Id";

  /**
   * Posted first, so that posting the first answer loads no classes: Lambda's own client is native.
   */
  static final String STARTED = "started";

  static final String DEADLINE = "Lambda-Runtime-Deadline-Ms";

  private final URI api =
      URI.create("http://" + LambdaEnvironment.RUNTIME_API + "/2018-06-01/runtime/");

  private RestoredFunctionMain() {}

  public static void main(String[] args) throws Exception {
    var client = new RestoredFunctionMain();
    client.post(STARTED, new byte[0]);
    try (var log = new LambdaContextLogger(client, LogLevel.UNDEFINED, LogFormat.TEXT)) {
      Method load =
          AWSLambda.class.getDeclaredMethod(
              "getLambdaRequestHandlerObject",
              String.class,
              LambdaContextLogger.class,
              LambdaRuntimeApiClient.class);
      load.setAccessible(true);
      startRuntimeLoops(
          (LambdaRequestHandler) load.invoke(null, args[0], log, client),
          log,
          new ConcurrencyConfig(log),
          client);
    }
  }

  @Override
  public void restoreNext() throws IOException {
    read(open("restore/next"));
  }

  @Override
  public InvocationRequest nextInvocation() throws IOException {
    HttpURLConnection connection = open("invocation/next");
    var next = new InvocationRequest();
    next.setContent(read(connection));
    next.setId(connection.getHeaderField(REQUEST_ID));
    next.setDeadlineTimeInMs(connection.getHeaderFieldLong(DEADLINE, 0));
    return next;
  }

  private static byte[] read(HttpURLConnection connection) throws IOException {
    try (InputStream body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }

  @Override
  public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
    post("invocation/" + requestId + "/response", response);
  }

  @Override
  public void reportInvocationError(String requestId, LambdaError error) throws IOException {
    post("invocation/" + requestId + "/error", DtoSerializers.serialize(error.errorRequest));
  }

  @Override
  public void reportInitError(LambdaError error) throws IOException {
    post("init/error", DtoSerializers.serialize(error.errorRequest));
  }

  @Override
  public void reportRestoreError(LambdaError error) throws IOException {
    post("restore/error", DtoSerializers.serialize(error.errorRequest));
  }

  private void post(String path, byte[] body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    try (OutputStream request = connection.getOutputStream()) {
      request.write(body);
    }
    read(connection);
  }

  private HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) api.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
  }

  @Override
  public void log(byte[] message) {
    System.out.write(message, 0, message.length);
    System.out.println();
  }

  @Override
  public void log(LogLevel level, LogFormat format, byte[] message) {
    log(message);
  }

  @Override
  public void close() {} // standard output stays open

  @Override
  public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger log) {
    throw new UnsupportedOperationException("An instance runs one call at a time");
  }
}
