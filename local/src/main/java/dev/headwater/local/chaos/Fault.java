package dev.headwater.local.chaos;

import java.util.Arrays;
import java.util.Optional;

/**
 * A kind of fault that also occurs in a real cloud. Add new kinds at the end: the order determines
 * what a seed draws.
 */
public enum Fault {
  DUPLICATE(
      "duplicate",
      "a message enters its queue twice; a message or stream batch reaches a function twice"),
  DELAY("delay", "a message enters or leaves its queue 1 to 3 s late"),
  REORDER("reorder", "later messages overtake a message; a batch is shuffled"),
  DROP("drop", "an event is lost between the bus and a queue"),
  PARTIAL_PUT("partial-put", "the bus rejects an entry of a PutEvents call"),
  THROTTLE("throttle", "DynamoDB, SQS, EventBridge or OpenSearch throttles a function's request"),
  LOST_REPLY("lost-reply", "a function's write succeeds, but its reply is lost"),
  CRASH_BEFORE("crash-before", "a function's instance dies before it does anything"),
  CRASH_AFTER("crash-after", "a function's instance dies after it has done its work"),
  TIMEOUT("timeout", "a function times out in the middle of its work");

  private final String option;
  private final String description;

  Fault(String option, String description) {
    this.option = option;
    this.description = description;
  }

  /** The fault's name in {@link ChaosSettings#parse}. */
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
