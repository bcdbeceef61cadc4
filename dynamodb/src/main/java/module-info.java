/** The event store and the view store on Amazon DynamoDB. */
module dev.headwater.dynamodb {
  requires org.slf4j;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires tools.jackson.databind;
  requires transitive dev.headwater.core;
  requires transitive software.amazon.awssdk.services.dynamodb;

  exports dev.headwater.dynamodb;
  exports dev.headwater.dynamodb.audit;
  exports dev.headwater.dynamodb.backup;
  exports dev.headwater.dynamodb.operations;
  exports dev.headwater.dynamodb.views;
}
