package dev.headwater.local.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.progress.OutstandingWork;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class EndpointStopTest {
  private final OutstandingWork work = new OutstandingWork();
  private final SlowQueue queue = new SlowQueue(new Semaphore(0), new Semaphore(0));

  @Test
  void events_in_flight_at_a_stop_count_as_lost() throws Exception {
    AwsEndpoint endpoint = endpoint();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var put = client.sendAsync(putEvents(endpoint), BodyHandlers.discarding());
      try {
        assertThat(queue.entered().tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        endpoint.close();
        assertThat(work.isLost()).isTrue();
      } finally {
        queue.open().release();
        put.cancel(true);
      }
    }
  }

  @Test
  void a_stop_with_no_events_in_flight_loses_nothing() throws Exception {
    AwsEndpoint endpoint = endpoint();
    queue.open().release();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(putEvents(endpoint), BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
    endpoint.close();

    assertThat(work.isLost()).isFalse();
  }

  private AwsEndpoint endpoint() {
    var bus =
        new LocalBus(
            List.of(),
            List.of(TestEndpoint.ordersOfTheShop()),
            new LocalBus.Targets(queue, name -> "http://127.0.0.1:1/" + name, work::recordLoss));
    return AwsEndpoint.start(
        bus, (name, event) -> new Answered("{}"), AsyncInvoker.NONE, List.of());
  }

  private static HttpRequest putEvents(AwsEndpoint endpoint) {
    return HttpRequest.newBuilder(endpoint.uri().resolve("/"))
        .header("X-Amz-Target", "AWSEvents.PutEvents")
        .POST(
            BodyPublishers.ofString(
                """
                {"Entries": [{"Source": "shop", "DetailType": "T", "Detail": "{}"}]}\
                """))
        .build();
  }

  /** Accepts messages only once opened, and ignores interrupts. */
  private record SlowQueue(Semaphore entered, Semaphore open) implements SqsClient {
    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      entered.release();
      open.acquireUninterruptibly();
      return SendMessageBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
