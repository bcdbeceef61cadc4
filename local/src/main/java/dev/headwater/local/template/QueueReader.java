package dev.headwater.local.template;

import dev.headwater.local.template.Properties.IntegerProperty;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import dev.headwater.local.template.values.Resource;

/** Reads an {@code AWS::SQS::Queue}, with SQS's defaults. */
record QueueReader(Targets targets) {
  private static final IntegerProperty VISIBILITY =
      new IntegerProperty("VisibilityTimeout", 30, 0, 43_200);
  private static final IntegerProperty RETENTION =
      new IntegerProperty("MessageRetentionPeriod", 345_600, 60, 1_209_600);
  private static final IntegerProperty DELAY = new IntegerProperty("DelaySeconds", 0, 0, 900);
  private static final IntegerProperty WAIT =
      new IntegerProperty("ReceiveMessageWaitTimeSeconds", 0, 0, 20);
  private static final IntegerProperty RECEIVES =
      new IntegerProperty("maxReceiveCount", 10, 1, 1000);

  QueueDeclaration read(Resource resource, String name, Properties properties) {
    properties.text("QueueName");
    if (properties.flag("FifoQueue", false)) {
      properties.problem("FifoQueue", "FIFO queues are not supported locally");
    }
    Redrive redrive =
        properties.part(
            "RedrivePolicy",
            part ->
                new Redrive(targets.queueArn(part, "deadLetterTargetArn"), part.integer(RECEIVES)));
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
