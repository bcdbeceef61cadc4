package dev.headwater.service.functions;

import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import org.jspecify.annotations.Nullable;

/** A function's environment variables, as {@code template.yaml} sets them. */
record Environment(Settings settings) {
  static final String SERVICE_DEFINITION = "SERVICE_DEFINITION";
  static final String PROJECTION = "PROJECTION";
  static final String COMMAND_TABLE = "COMMAND_TABLE";
  static final String EVENT_SOURCE_NAME = "EVENT_SOURCE_NAME";
  static final String EVENT_BUS_NAME = "EVENT_BUS_NAME";
  static final String QUEUE_URL = "QUEUE_URL";
  static final String DEAD_LETTER_QUEUE_URL = "DEAD_LETTER_QUEUE_URL";
  static final String PARKED_COMMITS_QUEUE_URL = "PARKED_COMMITS_QUEUE_URL";

  /** Positions in the stream that the relay gave up on: for the operations function alone. */
  static final String RELAY_FAILURES_QUEUE_URL = "RELAY_FAILURES_QUEUE_URL";

  /** The functions' names: for the operations function alone. */
  static final String COMMAND_FUNCTION = "COMMAND_FUNCTION";

  static final String RELAY_FUNCTION = "RELAY_FUNCTION";
  static final String QUERY_FUNCTION = "QUERY_FUNCTION";

  /** Followed by an underscore and the projection. */
  static final String PROJECTOR_FUNCTION = "PROJECTOR_FUNCTION";

  /** Set by Lambda, and by the local cloud. */
  static final String AWS_LAMBDA_FUNCTION_NAME = "AWS_LAMBDA_FUNCTION_NAME";

  /** Set by Lambda alone. */
  static final String AWS_LAMBDA_LOG_GROUP_NAME = "AWS_LAMBDA_LOG_GROUP_NAME";

  /** What operations remember: for the operations function alone. */
  static final String OPERATIONS_TABLE = "OPERATIONS_TABLE";

  static final String LIST_SHARDS = "LIST_SHARDS";

  /** The host of the OpenSearch domain; unset if search is switched off. */
  static final String SEARCH_ENDPOINT = "SEARCH_ENDPOINT";

  /** Required if a decider makes claims. */
  static final String CLAIMS_TABLE = "CLAIMS_TABLE";

  private static final int MAX_SHARDS = 256;

  /** A projector's queue, and the queue to which it moves what no retry can fix. */
  QueueUrls queueUrls() {
    return new QueueUrls(settings.text(QUEUE_URL), settings.text(DEAD_LETTER_QUEUE_URL));
  }

  /**
   * The queues of a projection, for the operations function, whose variables name the projection;
   * {@code null} if they are unset, as those of a search that is switched off.
   */
  @Nullable QueueUrls queueUrls(String projection) {
    String messages = settings.get(Settings.nameOf(QUEUE_URL, projection));
    String deadLetters = settings.get(Settings.nameOf(DEAD_LETTER_QUEUE_URL, projection));
    return messages == null || deadLetters == null ? null : new QueueUrls(messages, deadLetters);
  }

  /**
   * The table of a view, and the number of index partitions that each of its lists is spread over.
   */
  ViewTable viewTable(View<?, ?> view) {
    return new ViewTable(
        settings.text(view.tableVariable()), settings.number(LIST_SHARDS, 1, MAX_SHARDS));
  }
}
