package dev.headwater.audit;

/** Takes what one segment of a scan holds. Each segment has its own visitor, on one thread. */
public interface StreamVisitor<A> {
  void stream(FoldedStream<A> stream);

  default void claim(HeldClaim claim) {}

  /**
   * A stream or a claim that cannot be read.
   *
   * @param partition the partition key of its items
   */
  void unreadable(String partition, String reason);

  /** Whether the segment may end here; asked before each page. */
  default boolean isEnough() {
    return false;
  }

  /** The segment is complete. */
  default void end() {}
}
