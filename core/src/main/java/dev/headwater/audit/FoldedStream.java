package dev.headwater.audit;

import dev.headwater.event.StreamId;

/** A stream, folded through the commit that ends at this version; 0 if it has no commits. */
public record FoldedStream<A>(StreamId stream, long version, A folded) {}
