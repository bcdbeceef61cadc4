package dev.headwater.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * A network and a service at their worst, by seed: requests and replies are lost, requests arrive
 * late or after their caller has given up, and the service throttles and fails.
 */
final class WildHttpClient implements SdkHttpClient {
  private static final int MAX_DELAY_MILLIS = 8;
  private static final int MAX_WAIT_SECONDS = 10;

  private final SdkHttpClient http = Apache5HttpClient.create();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Queue<Future<Void>> late = new ConcurrentLinkedQueue<>();
  private final Random random;

  WildHttpClient(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest sent = http.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return meddle(request, sent);
      }

      @Override
      public void abort() {
        sent.abort();
      }
    };
  }

  private HttpExecuteResponse meddle(HttpExecuteRequest request, ExecutableHttpRequest sent)
      throws IOException {
    return switch (random.nextInt(40)) {
      case 0, 1 -> throw new IOException("The request is lost");
      case 2, 3 -> {
        carryOut(sent);
        throw new IOException("The reply is lost");
      }
      case 4 -> {
        late.add(clock.schedule(() -> carryOut(sent), delayMillis(), TimeUnit.MILLISECONDS));
        throw new IOException("The request is late, and its caller gone");
      }
      case 5 -> error(400, "\"ProvisionedThroughputExceededException\"");
      case 6 -> error(400, "\"ThrottlingException\"");
      case 7 -> error(500, "\"InternalServerError\"");
      case 8 -> {
        carryOut(sent);
        yield error(500, "\"InternalServerError\"");
      }
      case 9 ->
          isTransaction(request)
              ? error(
                  400,
                  "\"TransactionCanceledException\",\"CancellationReasons\":"
                      + "[{\"Code\":\"TransactionConflict\"},{\"Code\":\"None\"}]")
              : sent.call();
      case 10, 11, 12 -> {
        await(clock.schedule(() -> {}, delayMillis(), TimeUnit.MILLISECONDS));
        yield sent.call();
      }
      default -> sent.call();
    };
  }

  private int delayMillis() {
    return random.nextInt(MAX_DELAY_MILLIS + 1);
  }

  private static void await(Future<?> work) {
    try {
      work.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted on the network", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("A request did not arrive", e);
    }
  }

  private static Void carryOut(ExecutableHttpRequest sent) throws IOException {
    AbortableInputStream body = sent.call().responseBody().orElse(null);
    if (body != null) {
      body.readAllBytes();
      body.close();
    }
    return null;
  }

  private static boolean isTransaction(HttpExecuteRequest request) {
    return request
        .httpRequest()
        .firstMatchingHeader("X-Amz-Target")
        .orElse("")
        .endsWith("TransactWriteItems");
  }

  private static HttpExecuteResponse error(int status, String type) {
    byte[] body = ("{\"__type\":" + type + "}").getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(status).build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  /** Returns when the late requests have arrived, too. */
  @Override
  public void close() {
    late.forEach(WildHttpClient::await);
    clock.shutdown();
    http.close();
  }
}
