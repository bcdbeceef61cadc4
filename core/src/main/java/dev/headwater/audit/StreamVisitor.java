package dev.headwater.audit;

/** Receives the streams of scanned segments, one after another, on one thread. */
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

  /** Called after the last of its segments. */
  default void end() {}
}
