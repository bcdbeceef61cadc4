package dev.headwater.eventbridge;

import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.QueueDeclaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Gives each test a queue of its own, on one local SQS for the whole run. */
final class Queues implements ParameterResolver {
  private static final Namespace OWN = Namespace.create(Queues.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Queue.class;
  }

  @Override
  public Queue resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LocalSqs sqs =
        context
            .getRoot()
            .getStore(OWN)
            .computeIfAbsent(LocalSqs.class, type -> LocalSqs.start(), LocalSqs.class);
    String name = "queue-" + UUID.randomUUID();
    sqs.create(
        List.of(
            new QueueDeclaration(
                name,
                name,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                Duration.ZERO,
                Duration.ZERO,
                null)));
    return new Queue(sqs, name);
  }

  /** A queue, with what a test needs of it. */
  record Queue(LocalSqs sqs, String name) {
    SqsClient client() {
      return sqs.client();
    }

    String url() {
      return sqs.url(name);
    }

    /** Receives all messages that are in the queue now. */
    List<Message> receive() {
      List<Message> received = new ArrayList<>();
      List<Message> batch;
      do {
        batch =
            client()
                .receiveMessage(
                    r -> r.queueUrl(url()).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
        received.addAll(batch);
      } while (!batch.isEmpty());
      return received;
    }
  }
}
