package dev.headwater.local.template;

import dev.headwater.local.template.Properties.Whole;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import dev.headwater.local.template.values.Resource;

/** Reads an {@code AWS::SQS::Queue}; the defaults are those of SQS. */
final class QueueReader {
  private static final Whole VISIBILITY = new Whole("VisibilityTimeout", 30, 0, 43_200);
  private static final Whole RETENTION =
      new Whole("MessageRetentionPeriod", 345_600, 60, 1_209_600);
  private static final Whole DELAY = new Whole("DelaySeconds", 0, 0, 900);
  private static final Whole WAIT = new Whole("ReceiveMessageWaitTimeSeconds", 0, 0, 20);
  private static final Whole RECEIVES = new Whole("maxReceiveCount", 10, 1, 1000);

  private final Targets targets;

  QueueReader(Targets targets) {
    this.targets = targets;
  }

  QueueDeclaration read(Resource resource, String name, Properties properties) {
    properties.text("QueueName");
    if (properties.flag("FifoQueue", false)) {
      properties.problem("FifoQueue", "a FIFO queue has no local meaning");
    }
    Redrive redrive =
        properties.part(
            "RedrivePolicy",
            part ->
                new Redrive(targets.queueArn(part, "deadLetterTargetArn"), part.whole(RECEIVES)));
    return new QueueDeclaration(
        resource.logicalId(),
        name,
        properties.seconds(VISIBILITY),
        properties.seconds(RETENTION),
        properties.seconds(DELAY),
        properties.seconds(WAIT),
        redrive);
  }
}
