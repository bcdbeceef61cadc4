package dev.headwater.local.chaos;

import java.util.Arrays;
import java.util.Optional;

/**
 * A kind of fault that a real cloud has, too. The order is part of what a seed means: a new kind
 * goes to the end.
 */
public enum Fault {
  DUPLICATE(
      "duplicate",
      "a message enters its queue twice; it or a batch of a stream reaches a function twice"),
  DELAY("delay", "a message comes 1 to 3 s late into its queue, or out of it"),
  REORDER("reorder", "a message is overtaken by later ones; a batch is shuffled"),
  DROP("drop", "an event gets lost between the bus and a queue"),
  PARTIAL_PUT("partial-put", "the bus refuses an entry of a PutEvents call"),
  THROTTLE("throttle", "DynamoDB, SQS, EventBridge or OpenSearch throttles a function's request"),
  LOST_REPLY("lost-reply", "a function's write succeeds, but its reply is lost"),
  CRASH_BEFORE("crash-before", "a function's instance dies before it does anything"),
  CRASH_AFTER("crash-after", "a function's instance dies when its work is done"),
  TIMEOUT("timeout", "a function runs out of time in the midst of its work");

  private final String option;
  private final String description;

  Fault(String option, String description) {
    this.option = option;
    this.description = description;
  }

  /** Its name in {@link ChaosSettings#parse}. */
  public String option() {
    return option;
  }

  public String description() {
    return description;
  }

  static Optional<Fault> named(String option) {
    return Arrays.stream(values()).filter(fault -> fault.option.equals(option)).findFirst();
  }
}
