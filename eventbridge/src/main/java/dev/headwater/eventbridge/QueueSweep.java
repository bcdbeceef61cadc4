package dev.headwater.eventbridge;

import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pass over a dead-letter queue. Letters that are not removed show up again when it is closed, or
 * by themselves {@link DeadLetterQueue#HIDDEN_SECONDS} seconds after they were received: end it
 * before.
 */
final class QueueSweep implements LetterSweep {
  private static final Logger LOG = LoggerFactory.getLogger(QueueSweep.class);
  private static final int MOST_CALLS = 8;

  private final DeadLetterQueue queue;
  private final Set<String> seen = new HashSet<>();

  /** The receipt handles by the letters' ids. */
  private final Map<String, String> held = new LinkedHashMap<>();

  private int calls = 1;

  QueueSweep(DeadLetterQueue queue) {
    this.queue = queue;
  }

  @Override
  public List<DeadLetter> next() {
    Queue<DeadLetter> received = new ConcurrentLinkedQueue<>();
    List<DeadLetter> fresh = new ArrayList<>();
    try {
      queue.receive(calls, waitSeconds(), received::addAll);
    } finally {
      for (DeadLetter letter : received) {
        held.put(letter.messageId(), letter.receiptHandle());
        if (seen.add(letter.messageId())) {
          fresh.add(letter);
        }
      }
    }
    calls = MOST_CALLS;
    return fresh;
  }

  /** A queue that seems to be empty is not waited for; any other is asked on all hosts. */
  private int waitSeconds() {
    return seen.isEmpty() && queue.approximateSize() == 0 ? 0 : 1;
  }

  @Override
  public int held() {
    return held.size();
  }

  @Override
  public Set<String> remove(Collection<DeadLetter> letters) {
    Map<String, String> ids = new HashMap<>();
    for (DeadLetter letter : letters) {
      ids.put(held.getOrDefault(letter.messageId(), letter.receiptHandle()), letter.messageId());
    }
    Set<String> stay = new HashSet<>();
    queue.remove(ids.keySet()).forEach(receipt -> stay.add(ids.getOrDefault(receipt, "")));
    letters.forEach(
        letter -> {
          if (!stay.contains(letter.messageId())) {
            held.remove(letter.messageId());
          }
        });
    return stay;
  }

  /** What cannot be given back shows up again by itself. */
  @Override
  public void close() {
    try {
      queue.giveBack(held.values());
    } catch (UnavailableException e) {
      LOG.warn(
          "Letters stay hidden for {} seconds: {}", DeadLetterQueue.HIDDEN_SECONDS, e.getMessage());
    }
    held.clear();
  }
}
