package dev.headwater.service.functions.internal.priming;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * What a request asks of AWS or of OpenSearch.
 *
 * @param name such as {@code DynamoDB_20120810.PutItem}, as the protocol names operations; of
 *     OpenSearch, the method and the last part of the path, such as {@code POST _bulk}
 * @param path of the request
 */
record AwsOperation(String name, String path) {
  private static final String TARGET = "X-Amz-Target";
  private static final String CLOUD_WATCH_READ =
      "/service/GraniteServiceVersion20100801/operation/GetMetricData";

  private static final Set<String> READS =
      Set.of(
          "DynamoDB_20120810.BatchGetItem",
          "DynamoDB_20120810.DescribeTable",
          "DynamoDB_20120810.GetItem",
          "DynamoDB_20120810.Query",
          "DynamoDB_20120810.Scan",
          "AmazonSQS.GetQueueAttributes",
          "POST GetMetricData",
          "POST _count",
          "POST _mget",
          "POST _search");

  static AwsOperation of(SdkHttpRequest request) {
    String path = request.encodedPath();
    String name =
        request
            .firstMatchingHeader(TARGET)
            .orElseGet(() -> request.method() + " " + path.substring(path.lastIndexOf('/') + 1));
    return new AwsOperation(name, path);
  }

  /** Whether it changes nothing. */
  boolean isRead() {
    return READS.contains(name)
        ? !name.equals("POST GetMetricData") || path.equals(CLOUD_WATCH_READ)
        : name.startsWith(SdkHttpMethod.GET + " ") || name.startsWith(SdkHttpMethod.HEAD + " ");
  }

  /** The smallest answer of success to a write; empty if it is not a known write. */
  Optional<String> answer(String body) {
    return Optional.ofNullable(
        switch (name) {
          case "DynamoDB_20120810.DeleteItem",
              "DynamoDB_20120810.PutItem",
              "DynamoDB_20120810.TransactWriteItems",
              "DynamoDB_20120810.UpdateItem" ->
              "{}";
          case "AWSEvents.PutEvents" -> WriteAnswers.published(body);
          case "AmazonSQS.SendMessageBatch" -> WriteAnswers.sent(body);
          case "AmazonSQS.ChangeMessageVisibilityBatch", "AmazonSQS.DeleteMessageBatch" ->
              WriteAnswers.allDone(body);
          case "POST _bulk", "PUT _bulk" -> WriteAnswers.indexed(body);
          default -> isOfIndex() ? WriteAnswers.acknowledged(path) : null;
        });
  }

  /** Whether it creates an index, or changes its aliases or mapping. */
  private boolean isOfIndex() {
    return name.equals("POST _aliases")
        || name.equals("PUT _mapping")
        || (name.startsWith(SdkHttpMethod.PUT + " ")
            && path.lastIndexOf('/') == 0
            && path.equals(path.toLowerCase(Locale.ROOT))
            && !path.startsWith("/_"));
  }
}
