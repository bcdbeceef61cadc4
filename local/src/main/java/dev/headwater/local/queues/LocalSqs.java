package dev.headwater.local.queues;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * An in-process ElasticMQ that speaks the SQS protocol on a free port of the loopback interface.
 * Messages live in memory and are lost on {@link #close} or when the process ends, except those in
 * {@link DurableQueues}: what is acknowledged there is there again after a restart, with its id,
 * attributes, time and receive count, and visible. What is deleted there does not come back, but if
 * the process is killed during a redrive, a message may come twice.
 */
public final class LocalSqs implements AutoCloseable {
  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final ElasticMq server;
  private final SqsClient client;
  private final @Nullable MessageStore store;
  private final Set<String> created = new HashSet<>();

  private LocalSqs(ElasticMq server, @Nullable MessageStore store) {
    this.server = server;
    this.store = store;
    this.client = LocalClients.configured(SqsClient.builder(), server.endpoint()).build();
  }

  /**
   * Starts, and returns once it is listening.
   *
   * @throws LocalCloudException when it cannot listen; nothing is left running
   */
  public static LocalSqs start() {
    return start(LoopbackPort.bind(0), new OutstandingWork());
  }

  /**
   * Starts on a port, and returns once it is listening.
   *
   * @param port closed in the end, even if the queues do not start
   * @param work tracks the messages in the queues
   */
  public static LocalSqs start(LoopbackPort port, OutstandingWork work) {
    return start(port, work, null);
  }

  /**
   * Starts on a port, and returns once it is listening.
   *
   * @param port closed in the end, even if the queues do not start
   * @param work tracks the messages that would be lost with the process
   * @param durable {@code null} if no message survives the process
   */
  public static LocalSqs start(
      LoopbackPort port, OutstandingWork work, @Nullable DurableQueues durable) {
    MessageStore store = durable == null ? null : new MessageStore(durable, work::leave);
    return new LocalSqs(ElasticMq.start(port, work, store), store);
  }

  /** The URL that a queue on this port has, once it exists. */
  public static String url(LoopbackPort port, String queueName) {
    return port.uri() + "/" + LocalArn.ACCOUNT + "/" + queueName;
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** A client of {@link #endpoint}; {@link #close} closes it. */
  public SqsClient client() {
    return client;
  }

  /**
   * The queue's URL, for clients in this and other processes.
   *
   * @throws LocalCloudException when the queue does not exist
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
   * Whether the queue holds no messages at all: none visible, none in flight (received and not yet
   * deleted), and none delayed.
   */
  public boolean isEmpty(String queueName) {
    return depths(queueName).values().stream().allMatch(depth -> depth == 0);
  }

  /** How many messages the queue holds: those that are visible, in flight, and delayed. */
  public Map<QueueAttributeName, Long> depths(String queueName) {
    String url = url(queueName);
    return client
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(COUNTS))
        .attributes()
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, depth -> Long.valueOf(depth.getValue())));
  }

  /** The given queues with messages that would be lost with this process, sorted. */
  public List<String> withUnsavedMessages(Collection<String> queueNames) {
    if (store == null) {
      return queueNames.stream().filter(name -> !isEmpty(name)).sorted().toList();
    }
    Set<String> unsaved = store.unsavedQueues();
    return queueNames.stream()
        .filter(name -> store.isDurable(name) ? unsaved.contains(name) : !isEmpty(name))
        .sorted()
        .toList();
  }

  /** A line on each queue whose messages are stored, but that was not created. */
  public List<String> notes() {
    return store == null ? List.of() : store.notes(created);
  }

  /** How long a received message stays invisible. */
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
   * Creates the queues as declared, with their stored messages, in any order of the list:
   * dead-letter queues come before the queues that use them.
   *
   * @throws LocalCloudException when a dead-letter queue is not declared, or a queue is its own; no
   *     queue is created then
   */
  public void create(List<QueueDeclaration> queues) {
    Map<String, QueueDeclaration> declared =
        queues.stream().collect(toMap(QueueDeclaration::queueName, queue -> queue));
    queues.stream()
        .collect(groupingBy(queue -> redrives(queue, declared), TreeMap::new, toList()))
        .values()
        .forEach(level -> level.forEach(this::create));
  }

  private void create(QueueDeclaration queue) {
    Map<QueueAttributeName, String> attributes = QueueAttributes.of(queue);
    client.createQueue(r -> r.queueName(queue.queueName()).attributes(attributes));
    if (store != null) {
      created.add(queue.queueName());
      List<StoredMessage> messages = store.read(queue.queueName());
      if (!messages.isEmpty()) {
        server.queues().restore(queue.queueName(), messages);
      }
    }
  }

  /** How often a message that keeps failing can move on from this queue. */
  private static int redrives(QueueDeclaration queue, Map<String, QueueDeclaration> declared) {
    Set<QueueDeclaration> passed = new HashSet<>();
    QueueDeclaration next = queue;
    for (Redrive redrive = next.redrive(); redrive != null; redrive = next.redrive()) {
      if (!passed.add(next)) {
        throw new LocalCloudException(
            "Queue %s is its own dead-letter queue: choose another one."
                .formatted(next.queueName()));
      }
      QueueDeclaration target = declared.get(LocalArn.queueName(redrive.deadLetterQueueArn()));
      if (target == null) {
        throw new LocalCloudException(
            "Queue %s has the dead-letter queue %s: declare that queue in the template."
                .formatted(next.queueName(), redrive.deadLetterQueueArn()));
      }
      next = target;
    }
    return passed.size();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
