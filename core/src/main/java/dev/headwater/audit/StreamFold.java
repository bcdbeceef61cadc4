package dev.headwater.audit;

import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;

/**
 * Folds the commits of a stream, for instance into its state or its view. Pure and thread-safe.
 *
 * @param <A> what a stream is folded into
 */
public interface StreamFold<A, E> {
  /** The value before the first commit. */
  A begin(StreamId stream);

  /** The value after the next commit. */
  A add(A folded, Commit<E> commit);
}
