/** Publishing to Amazon EventBridge, and consuming from Amazon SQS. */
module dev.headwater.eventbridge {
  requires org.slf4j;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires tools.jackson.databind;
  requires transitive dev.headwater.core;
  requires transitive software.amazon.awssdk.services.eventbridge;
  requires transitive software.amazon.awssdk.services.sqs;

  exports dev.headwater.eventbridge;
}
