package dev.headwater.audit;

/** Receives the streams of a segment, on one thread. */
public interface StreamVisitor<A> {
  /** A stream, folded. */
  void stream(FoldedStream<A> stream);

  /**
   * Called for a stream that cannot be read.
   *
   * @param partition the partition key of its items
   * @param reason quotes no content
   */
  void unreadable(String partition, String reason);

  /** Called when the segment is finished, or the scan is over for now. */
  default void end() {}
}
