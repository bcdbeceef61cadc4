package dev.headwater.audit;

import dev.headwater.event.StreamId;

/** A stream folded up to the commit that ends at this version; 0 for one without commits. */
public record FoldedStream<A>(StreamId stream, long version, A folded) {}
