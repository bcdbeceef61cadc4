package dev.headwater.audit;

/** Takes what one segment of a scan holds. Each segment has its own visitor, on one thread. */
public interface StreamVisitor<A> {
  /** A stream, folded. */
  void stream(FoldedStream<A> stream);

  /**
   * A stream that cannot be read.
   *
   * @param partition the partition key of its items
   */
  void unreadable(String partition, String reason);

  /** The segment is complete. */
  default void end() {}
}
