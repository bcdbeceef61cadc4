package dev.headwater.audit;

/** Receives the streams of one scan segment. Each segment has its own visitor, on one thread. */
public interface StreamVisitor<A> {
  /** A stream, folded. */
  void stream(FoldedStream<A> stream);

  /**
   * Called for a stream that cannot be read.
   *
   * @param partition the partition key of its items
   */
  void unreadable(String partition, String reason);

  /** Called when the segment is complete. */
  default void end() {}
}
