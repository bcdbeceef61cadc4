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
 * Learns from requests and their responses which messages enter and leave the queues, in both
 * protocols of SQS. Any request that is not clearly something else may be a send, so its response
 * is searched for message ids. A message leaves when a client deletes it, that is, has handled it.
 * Purged messages stay on the list.
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

  /** Call before the reply is sent. */
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

  /** The actions of a request; a form may name several. */
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
