package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.Endpoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tells when all that commands caused has come to its end. */
public final class QuietService implements AutoCloseable {
  /** The relay's event source waits up to 10 s between two tries. */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final QueueAttributeName[] COUNTS = {
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED
  };

  private final CustomerApi api;
  private final Map<String, String> queues;
  private final SqsClient sqs;
  private List<String> last = List.of();

  public QuietService(RunningService service) {
    Endpoints endpoints = service.endpoints();
    api = service.api();
    queues = endpoints.queues();
    sqs = ServiceClients.sqs(endpoints);
  }

  /** Until every queue is empty, dead letters included, and no function counts anything more. */
  public void awaitQuiet(Duration atMost) {
    await()
        .atMost(atMost)
        .during(QUIET)
        .pollInterval(LOOK_INTERVAL)
        .untilAsserted(this::assertStill);
  }

  private void assertStill() {
    List<String> before = last;
    last = Metrics.of(api).counts();
    assertThat(last).isEqualTo(before);
    assertThat(queues)
        .allSatisfy(
            (name, url) ->
                assertThat(
                        sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(COUNTS))
                            .attributes()
                            .values())
                    .containsOnly("0"));
  }

  @Override
  public void close() {
    sqs.close();
  }
}
