package dev.headwater.customers;

import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's environment variables, as {@code template.yaml} sets them. */
record Environment(Map<String, String> variables) {
  static final String COMMAND_TABLE = "COMMAND_TABLE";
  static final String READ_MODEL_TABLE = "READ_MODEL_TABLE";
  static final String EVENT_SOURCE_NAME = "EVENT_SOURCE_NAME";
  static final String EVENT_BUS_NAME = "EVENT_BUS_NAME";
  static final String QUEUE_URL = "QUEUE_URL";
  static final String DEAD_LETTER_QUEUE_URL = "DEAD_LETTER_QUEUE_URL";
  static final String PARKED_COMMITS_QUEUE_URL = "PARKED_COMMITS_QUEUE_URL";
  static final String LIST_SHARDS = "LIST_SHARDS";

  /** The host of the OpenSearch domain; unset if search is switched off. */
  static final String SEARCH_ENDPOINT = "SEARCH_ENDPOINT";

  static final String UNIQUE_EMAIL = "UNIQUE_EMAIL";

  /** Required if e-mail addresses must be unique. */
  static final String CLAIMS_TABLE = "CLAIMS_TABLE";

  private static final int MAX_SHARDS = 256;

  Environment {
    variables = Map.copyOf(variables);
  }

  String required(String name) {
    String value = get(name);
    if (value == null) {
      throw new IllegalStateException(
          "The environment variable "
              + name
              + " is not set: template.yaml sets it for this function");
    }
    return value;
  }

  /** A projector's queue, and the queue to which it moves what no retry can fix. */
  QueueUrls queueUrls() {
    return new QueueUrls(required(QUEUE_URL), required(DEAD_LETTER_QUEUE_URL));
  }

  @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Whether e-mail addresses must be unique. */
  boolean uniqueEmail() {
    return switch (required(UNIQUE_EMAIL)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalStateException(
              "The environment variable " + UNIQUE_EMAIL + " must be true or false");
    };
  }

  /** The views table, and the number of index partitions that each of its lists is spread over. */
  ViewTable viewTable() {
    return new ViewTable(required(READ_MODEL_TABLE), listShards());
  }

  private int listShards() {
    String value = required(LIST_SHARDS);
    if (value.matches("[0-9]{1,3}")) {
      int shards = Integer.parseInt(value);
      if (shards >= 1 && shards <= MAX_SHARDS) {
        return shards;
      }
    }
    throw new IllegalStateException(
        "The environment variable "
            + LIST_SHARDS
            + " must be a whole number from 1 to "
            + MAX_SHARDS);
  }
}
