package dev.headwater.audit;

import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;

/**
 * What is made of each stream on the way through the events table, such as its state or its view.
 * Pure, and safe for use by several threads.
 *
 * @param <A> what a stream is folded into
 */
public interface StreamFold<A, E> {
  /** Before the first commit. */
  A begin(StreamId stream);

  /** After the next commit. */
  A add(A folded, Commit<E> commit);
}
