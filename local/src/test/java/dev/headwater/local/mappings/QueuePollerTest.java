package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class QueuePollerTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);
  private final RecordingFunction function = new RecordingFunction();
  private final StopSignal stop = new StopSignal();
  private final PollerThreads threads = new PollerThreads();

  @Test
  void delivers_what_it_received_although_a_later_receive_fails() {
    cloud.send("one");
    FromQueue mapping = new Mappings().batchingWindow(Duration.ofSeconds(20)).queue();
    QueueSource real = QueueSource.of(mapping, cloud.queues());
    QueueSource failing =
        new QueueSource(
            mapping,
            new FailingOnce(real.client()),
            real.url(),
            real.visibilityTimeout(),
            real.filter());
    var delivery = new QueueDelivery(real, "fn", function, Chaos.NONE, stop);
    new QueuePoller(failing, delivery, stop, threads).start();
    TestCloud.eventually().until(() -> cloud.queues().isEmpty(TestCloud.QUEUE));
    stop.request();

    assertThat(threads.awaitEnd(Duration.ofSeconds(10))).isTrue();
    assertThat(function.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.at("/Records/0/attributes/ApproximateReceiveCount").asString())
                    .isEqualTo("1"));
  }

  /** Fails the first receive after one that returned messages. */
  private static final class FailingOnce implements SqsClient {
    private final SqsClient real;
    private boolean failsNext;
    private boolean failed;

    FailingOnce(SqsClient real) {
      this.real = real;
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      if (failsNext && !failed) {
        failed = true;
        throw SdkClientException.create("No answer");
      }
      ReceiveMessageResponse response = real.receiveMessage(request);
      failsNext = response.hasMessages();
      return response;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // the real client stays open
    }
  }
}
