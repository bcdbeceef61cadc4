package dev.headwater.fuzz;

import dev.headwater.local.Endpoints;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;

/** The servers of the local cloud. */
enum Port {
  API,
  AWS,
  SEARCH,
  QUEUES,
  TABLES;

  private static final String DYNAMO_DB = "com.amazonaws.dynamodb.v20120810#";

  /**
   * Whether ElasticMQ or DynamoDB Local is behind the server, which is this project's everywhere.
   */
  boolean isFront() {
    return this == QUEUES || this == TABLES;
  }

  /** Whether an error is in this project's words; those behind may quote what was sent. */
  boolean isOurs(Answer error) {
    return switch (this) {
      case API, AWS, SEARCH -> true;
      case QUEUES -> isOfType(error, "InvalidRequest") || isOfType(error, "InternalFailure");
      case TABLES ->
          isOfType(error, DYNAMO_DB + "SerializationException")
              || isOfType(error, DYNAMO_DB + "InternalServerError");
    };
  }

  /** Whether ElasticMQ or DynamoDB Local failed, by their own words for it. */
  boolean isFaultBehind(Answer answer) {
    return answer.status() >= 500
        && switch (this) {
          case API, AWS, SEARCH -> false;
          case QUEUES -> answer.text().equals("There was an internal server error.");
          case TABLES -> isOfType(answer, DYNAMO_DB + "InternalFailure");
        };
  }

  private static boolean isOfType(Answer answer, String type) {
    return answer.json().filter(body -> body.path("__type").asString("").equals(type)).isPresent();
  }

  InetSocketAddress address(Endpoints endpoints) {
    URI uri =
        switch (this) {
          case API -> endpoints.http();
          case AWS -> endpoints.lambda();
          case SEARCH -> Objects.requireNonNull(endpoints.opensearch());
          case QUEUES -> endpoints.sqs();
          case TABLES -> endpoints.dynamodb();
        };
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }
}
