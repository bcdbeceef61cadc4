package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.LambdaEnvironment;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeClientException;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;

/**
 * The main class of a child JVM, on whose class path it is the only class of ours. It runs AWS's
 * runtime interface client, which loads and calls the handler as on Lambda, over HTTP requests in
 * plain Java: the client's own are in a native library, which exists for Linux alone and unpacks
 * itself to one file for all JVMs of a machine.
 *
 * <p>The JVM ends with its parent, even if that is killed and the handler never returns: then its
 * standard input closes.
 */
final class ChildMain extends AWSLambda implements LambdaRuntimeApiClient, LogSink {
  /** One more byte than allowed, which is enough to be refused. */
  private static final int MAX_RESPONSE_BYTES = ResponseBuffer.MAX_BYTES + 1;

  private final URI api =
      URI.create("http://" + LambdaEnvironment.RUNTIME_API + "/2018-06-01/runtime/");

  private ChildMain() {}

  public static void main(String[] args) throws Throwable {
    endWithParent(System.in);
    System.setIn(InputStream.nullInputStream());
    var client = new ChildMain();
    try (var log =
        new LambdaContextLogger(
            client,
            LogLevel.fromString(LambdaEnvironment.LAMBDA_LOG_LEVEL),
            LogFormat.fromString(LambdaEnvironment.LAMBDA_LOG_FORMAT))) {
      startRuntimeLoops(client.load(args[0], log), log, new ConcurrencyConfig(log), client);
    }
  }

  private static void endWithParent(InputStream parent) {
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(
            () -> {
              try {
                parent.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                System.err.println("Ending, as the local cloud cannot be heard: " + e);
              }
              Runtime.getRuntime().halt(1);
            });
  }

  /** Reports a failure itself, and exits. */
  private LambdaRequestHandler load(String handler, LambdaContextLogger log) throws Throwable {
    Method load =
        AWSLambda.class.getDeclaredMethod(
            "getLambdaRequestHandlerObject",
            String.class,
            LambdaContextLogger.class,
            LambdaRuntimeApiClient.class);
    load.setAccessible(true);
    try {
      return (LambdaRequestHandler) load.invoke(null, handler, log, this);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public InvocationRequest nextInvocation() throws IOException {
    HttpURLConnection connection = open("invocation/next");
    try (InputStream event = connection.getInputStream()) {
      var next = new InvocationRequest();
      next.setId(connection.getHeaderField(RuntimeApi.REQUEST_ID));
      next.setDeadlineTimeInMs(connection.getHeaderFieldLong(RuntimeApi.DEADLINE, 0));
      next.setInvokedFunctionArn(connection.getHeaderField(RuntimeApi.FUNCTION_ARN));
      next.setContent(event.readAllBytes());
      return next;
    }
  }

  @Override
  public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
    post(
        open("invocation/" + requestId + "/response"),
        response,
        Math.min(response.length, MAX_RESPONSE_BYTES));
  }

  @Override
  public void reportInvocationError(String requestId, LambdaError error) throws IOException {
    post("invocation/" + requestId + "/error", error);
  }

  @Override
  public void reportInitError(LambdaError error) throws IOException {
    post("init/error", error);
  }

  private void post(String path, LambdaError error) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setRequestProperty(RuntimeApi.ERROR_TYPE, error.errorType.getRapidError());
    byte[] body = DtoSerializers.serialize(error.errorRequest);
    post(connection, body, body.length);
  }

  private static void post(HttpURLConnection connection, byte[] body, int length)
      throws IOException {
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(length);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream request = connection.getOutputStream()) {
      request.write(body, 0, length);
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_ACCEPTED) {
      throw new LambdaRuntimeClientException(
          connection.getURL().getPath(), connection.getResponseCode());
    }
    connection.getInputStream().close(); // keeps the connection for the next request
  }

  private HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) api.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
  }

  /** Ends the line, as a message is an event of its own on Lambda. */
  @Override
  public void log(byte[] message) {
    boolean isLine = message.length > 0 && message[message.length - 1] == '\n';
    byte[] line = isLine ? message : Arrays.copyOf(message, message.length + 1);
    line[line.length - 1] = '\n';
    System.out.write(line, 0, line.length);
    System.out.flush();
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

  @Override
  public void restoreNext() {
    throw new UnsupportedOperationException("There are no snapshots");
  }

  @Override
  public void reportRestoreError(LambdaError error) {
    throw new UnsupportedOperationException("There are no snapshots");
  }
}
