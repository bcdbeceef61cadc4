package dev.headwater.dynamodb.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last run of an operation.
 *
 * @param id unique
 * @param by who started it, for people to read
 * @param since when it started, or was resumed
 * @param arguments what it was asked to do
 * @param position from where it can be resumed; {@code null} if it has ended
 * @param leaseEnd until when nobody else may run the operation
 */
public record OperationRun(
    String id,
    String by,
    Instant since,
    String arguments,
    @Nullable String position,
    Instant leaseEnd) {
  /** Whether it was interrupted, or has not ended yet. */
  public boolean isOpen() {
    return position != null;
  }
}
