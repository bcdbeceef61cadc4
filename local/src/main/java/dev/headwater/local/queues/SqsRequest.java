package dev.headwater.local.queues;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for, in either protocol of SQS. Any request that is not clearly something
 * else may be a send, so its reply is searched for message ids.
 *
 * @param actions a form may name several
 */
record SqsRequest(HttpCall call, Set<String> actions) {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w*)");
  private static final Pattern SENT =
      Pattern.compile("MessageId(?:\"\\s*:\\s*\"|>)([0-9a-fA-F-]{36})");

  /** ElasticMQ's receipt handles begin with the message's id. */
  private static final Pattern RECEIPT =
      Pattern.compile("([0-9a-fA-F-]{36})(?:#|%23)[0-9a-fA-F-]{36}");

  /** The end of a queue's URL, in the path, in JSON or in a form. */
  private static final Pattern QUEUE =
      Pattern.compile("(?:\\d{12}|queue)(?:\\\\?/|%2[Ff])([A-Za-z0-9_-]{1,80})");

  private static final Set<String> RECEIVE = Set.of("ReceiveMessage");
  private static final Set<String> PURGE = Set.of("PurgeQueue");
  private static final Set<Set<String>> DELETES =
      Set.of(Set.of("DeleteMessage"), Set.of("DeleteMessageBatch"));

  static SqsRequest of(HttpCall call) {
    boolean isJson = SqsService.contentType(call).contains("x-amz-json");
    return new SqsRequest(
        call,
        isJson
            ? Set.of(call.header("x-amz-target").orElse("").replaceFirst("^AmazonSQS\\.", ""))
            : find(ACTION, parameters(call)));
  }

  /** The messages that the request deletes; empty if it does not delete messages. */
  Set<String> deletedIds() {
    return DELETES.contains(actions) ? find(RECEIPT, parameters(call)) : Set.of();
  }

  /** The messages that the request has sent. */
  Set<String> sentIds(HttpReply reply) {
    return reply.status() != 200 || actions.equals(RECEIVE) || DELETES.contains(actions)
        ? Set.of()
        : find(SENT, text(reply.body()));
  }

  /** The queue that the request empties. */
  Optional<String> purgedQueue() {
    return actions.equals(PURGE)
        ? find(QUEUE, call.rawPath() + "&" + parameters(call)).stream().findFirst()
        : Optional.empty();
  }

  private static String parameters(HttpCall call) {
    return text(call.body()) + "&" + call.rawQuery();
  }

  private static Set<String> find(Pattern pattern, String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
