package dev.headwater.customers;

import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.QueueDeclaration;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The queues that the operations function's environment names, called as their logical ids. */
final class OperationQueues {
  private static final Map<String, String> BY_VARIABLE = new LinkedHashMap<>();

  static {
    BY_VARIABLE.put("PARKED_COMMITS_QUEUE_URL", "ParkedCommits");
    BY_VARIABLE.put("RELAY_FAILURES_QUEUE_URL", "RelayFailures");
    BY_VARIABLE.put("QUEUE_URL_CUSTOMER_VIEW", "CustomerViewQueue");
    BY_VARIABLE.put("DEAD_LETTER_QUEUE_URL_CUSTOMER_VIEW", "CustomerViewDeadLetters");
    BY_VARIABLE.put("QUEUE_URL_CUSTOMER_SEARCH", "CustomerSearchQueue");
    BY_VARIABLE.put("DEAD_LETTER_QUEUE_URL_CUSTOMER_SEARCH", "CustomerSearchDeadLetters");
  }

  private OperationQueues() {}

  /** Creates them; returns their URLs by variable. */
  static Map<String, String> create(LocalSqs sqs) {
    sqs.create(BY_VARIABLE.values().stream().map(OperationQueues::declaration).toList());
    return urls(sqs);
  }

  /** The URLs of those that are there, by variable. */
  static Map<String, String> urls(LocalSqs sqs) {
    Map<String, String> urls = new HashMap<>();
    BY_VARIABLE.forEach((variable, name) -> urls.put(variable, sqs.url(name)));
    return urls;
  }

  private static QueueDeclaration declaration(String name) {
    return new QueueDeclaration(
        name, name, Duration.ofSeconds(30), Duration.ofDays(1), Duration.ZERO, Duration.ZERO, null);
  }
}
