package dev.headwater.service.operations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An operation that takes long: each call does a part of it. */
interface SlicedOperation {
  /** What it shares a lease with: two of one name never run at once. */
  String lease();

  /** The approximate number of items that a whole run reads. */
  long expectedItems();

  /** How long it may take to finish what is under way when a slice is over. */
  Duration reserve();

  /**
   * Does a part.
   *
   * @param from where it goes on; {@code null} at the beginning
   * @param totals of the slices before, to which this one adds its own
   * @return where the next one begins; {@code null} after the last
   */
  @Nullable ObjectNode run(@Nullable ObjectNode from, Slice slice, Totals totals);
}
