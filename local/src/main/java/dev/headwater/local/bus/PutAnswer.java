package dev.headwater.local.bus;

import java.util.List;

/** What EventBridge answers to a {@code PutEvents} call. */
public sealed interface PutAnswer {
  /** The call was taken. Its results are in the order of its entries. */
  record Answered(List<Result> results) implements PutAnswer {
    public Answered {
      results = List.copyOf(results);
    }
  }

  /** The call as a whole is invalid: none of its entries was taken. */
  record Invalid(String message) implements PutAnswer {}

  /** What became of one entry. */
  sealed interface Result {
    /** The event is on the bus. */
    record Accepted(String eventId) implements Result {}

    /** The entry is not an event that the bus takes. */
    record Refused(String errorCode, String errorMessage) implements Result {}
  }
}
