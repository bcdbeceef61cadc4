package dev.headwater.local.bus;

import java.util.List;

/** EventBridge's response to a {@code PutEvents} call. */
public sealed interface PutAnswer {
  /** The call was accepted; results are in the order of its entries. */
  record Answered(List<Result> results) implements PutAnswer {
    public Answered {
      results = List.copyOf(results);
    }
  }

  /** The whole call was rejected, so none of its events is on a bus. */
  record Invalid(String message) implements PutAnswer {}

  /** The outcome of one entry. */
  sealed interface Result {
    /** The event is on the bus. */
    record Accepted(String eventId) implements Result {}

    /** The bus rejected the entry. */
    record Refused(String errorCode, String errorMessage) implements Result {}
  }
}
