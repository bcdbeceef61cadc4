package dev.headwater.local.queues;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from all requests and their answers which messages enter the queues and which leave, in
 * either of the two protocols of SQS. What is not surely something else may be a send: its answer
 * is searched for ids. A message leaves when a client asks for its deletion, which means that the
 * client is done with it. A purged message stays on the list.
 */
record TrackedMessages(OutstandingWork work) {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w*)");
  private static final Pattern ENTERED =
      Pattern.compile("MessageId(?:\"\\s*:\\s*\"|>)([0-9a-fA-F-]{36})");

  /** ElasticMQ's receipt handles begin with the message's id. */
  private static final Pattern LEFT =
      Pattern.compile("([0-9a-fA-F-]{36})(?:#|%23)[0-9a-fA-F-]{36}");

  private static final Set<Set<String>> RECEIVES = Set.of(Set.of("ReceiveMessage"));
  private static final Set<Set<String>> DELETES =
      Set.of(Set.of("DeleteMessage"), Set.of("DeleteMessageBatch"));

  /** To be called before the answer goes out. */
  void answered(HttpCall call, HttpReply reply) {
    if (reply.status() != 200) {
      return;
    }
    Set<String> actions = actions(call);
    if (DELETES.contains(actions)) {
      find(LEFT, parameters(call), work::leave);
    } else if (!RECEIVES.contains(actions)) {
      boolean ofUnsettledRecords = call.header(StreamOrigin.HEADER).isPresent();
      find(ENTERED, text(reply.body()), id -> work.enter(id, ofUnsettledRecords));
    }
  }

  /** Several when a form names several. */
  private static Set<String> actions(HttpCall call) {
    if (SqsService.contentType(call).contains("x-amz-json")) {
      return Set.of(call.header("x-amz-target").orElse("").replaceFirst("^AmazonSQS\\.", ""));
    }
    Set<String> actions = new HashSet<>();
    find(ACTION, parameters(call), actions::add);
    return actions;
  }

  private static String parameters(HttpCall call) {
    return text(call.body()) + "&" + call.rawQuery();
  }

  private static void find(Pattern pattern, String text, Consumer<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.accept(matcher.group(1));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
