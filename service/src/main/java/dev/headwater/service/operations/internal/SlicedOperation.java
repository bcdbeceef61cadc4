package dev.headwater.service.operations.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An operation that takes long: each call does a part of it. */
public interface SlicedOperation {
  /** The approximate number of items that a whole run reads. */
  long expectedItems();

  /** How long it may take to finish what is under way when a slice is over. */
  Duration reserve();

  /** For how long after its beginning an interrupted run can be resumed. */
  Duration resumable();

  /**
   * Does a part.
   *
   * @param from where it goes on; {@code null} at the beginning
   * @param totals of the slices before, to which this one adds its own
   * @return where the next one begins; {@code null} after the last
   */
  @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals);

  /** Writes what the part has made, besides findings, into the answer. */
  default void writeTo(ObjectNode answer) {}
}
