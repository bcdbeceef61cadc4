package dev.headwater.local.bus;

import java.util.ArrayList;
import java.util.List;

/** Receives the events of a rule. */
interface Receiver {
  String name();

  /** Makes one attempt, and returns what was rejected. */
  Failure send(List<Delivery> messages);

  /** What was rejected, with the last reason. */
  record Failure(List<Delivery> messages, String code, String message) {
    static final Failure NONE = new Failure(List.of(), "", "");

    String reason() {
      return code + " " + message;
    }

    Failure and(Failure other) {
      List<Delivery> all = new ArrayList<>(messages);
      all.addAll(other.messages);
      return all.size() == messages.size() ? this : new Failure(all, other.code, other.message);
    }
  }
}
