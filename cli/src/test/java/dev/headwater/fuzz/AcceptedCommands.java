package dev.headwater.fuzz;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the service acknowledged, by customer and version. */
final class AcceptedCommands {
  private final Map<String, Map<Long, Queue<Acknowledged>>> byCustomer = new ConcurrentHashMap<>();
  private final AtomicBoolean uncertain = new AtomicBoolean();

  /**
   * @param where the request's index
   */
  record Acknowledged(SentCommand command, String where, Bytes request) {}

  void add(String customerId, long version, Acknowledged acknowledged) {
    byCustomer
        .computeIfAbsent(customerId, _ -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(version, _ -> new ConcurrentLinkedQueue<>())
        .add(acknowledged);
  }

  /** A command may have been carried out whose answer did not arrive. */
  void mayHaveMissedOne() {
    uncertain.set(true);
  }

  boolean isComplete() {
    return !uncertain.get();
  }

  Set<String> customers() {
    return byCustomer.keySet();
  }

  Map<Long, Queue<Acknowledged>> of(String customerId) {
    return byCustomer.getOrDefault(customerId, Map.of());
  }
}
