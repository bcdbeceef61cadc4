package dev.headwater.local.queues;

import static java.util.Objects.requireNonNull;

import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.QueueDeclaration;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * ElasticMQ in this JVM, which speaks the SQS protocol on a free port of the loopback interface.
 * Messages are in memory: {@link #close}, or the end of the process, loses them.
 */
public final class LocalSqs implements AutoCloseable {
  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final ElasticMq server;
  private final SqsClient client;

  private LocalSqs(ElasticMq server) {
    this.server = server;
    this.client = LocalClients.configured(SqsClient.builder(), server.endpoint()).build();
  }

  /**
   * Starts and waits until it listens.
   *
   * @throws LocalCloudException when it cannot listen; nothing is left running then
   */
  public static LocalSqs start() {
    return start(new OutstandingWork());
  }

  /**
   * The same.
   *
   * @param work learns which messages are here
   */
  public static LocalSqs start(OutstandingWork work) {
    return new LocalSqs(ElasticMq.start(work));
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** A client of {@link #endpoint}; closed with this. */
  public SqsClient client() {
    return client;
  }

  /**
   * The queue's URL, for clients in this process and in others.
   *
   * @throws LocalCloudException when there is no such queue
   */
  public String url(String queueName) {
    try {
      return client.getQueueUrl(r -> r.queueName(queueName)).queueUrl();
    } catch (QueueDoesNotExistException e) {
      throw new LocalCloudException(
          "There is no queue %s: declare it in the template.".formatted(queueName), e);
    }
  }

  /**
   * Whether the queue holds no message at all: neither a visible one, nor one that somebody has
   * received and not yet deleted, nor a delayed one.
   */
  public boolean isEmpty(String queueName) {
    String url = url(queueName);
    return client
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(COUNTS))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  /** Those of the queues that are not {@link #isEmpty}, sorted. */
  public List<String> nonEmpty(Collection<String> queueNames) {
    return queueNames.stream().filter(name -> !isEmpty(name)).sorted().toList();
  }

  /** How long a message of the queue stays away after it was received. */
  public Duration visibilityTimeout(String queueName) {
    String url = url(queueName);
    String seconds =
        client
            .getQueueAttributes(
                r -> r.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
            .attributes()
            .get(QueueAttributeName.VISIBILITY_TIMEOUT);
    return Duration.ofSeconds(Long.parseLong(requireNonNull(seconds)));
  }

  /**
   * Makes the queues as declared. A dead-letter queue is made before the queues that redrive to it,
   * whatever the order of the list.
   *
   * @throws LocalCloudException when a queue redrives to one that is not declared, or to itself; no
   *     queue has been made then
   */
  public void create(List<QueueDeclaration> queues) {
    for (QueueDeclaration queue : RedriveOrder.of(queues)) {
      Map<QueueAttributeName, String> attributes = QueueAttributes.of(queue);
      client.createQueue(r -> r.queueName(queue.queueName()).attributes(attributes));
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
