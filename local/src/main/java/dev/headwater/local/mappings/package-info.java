/**
 * Event source mappings: read queues and table streams in batches, call functions with them, and
 * retry, bisect and discard as Lambda's documentation says. {@code EventSources} is the only entry
 * point, and starts a chain for each mapping:
 *
 * <pre>
 * stream: StreamPoller → a ShardReader per shard, which filters → ParallelBatches → StreamDelivery
 * queue:  QueuePoller  → QueueDelivery, which filters
 * </pre>
 *
 * A delivery calls the function until its batch is settled. {@code StreamDelivery} sends discarded
 * records to the {@code FailureDestination}; a queue moves failed messages itself.
 */
@NullMarked
package dev.headwater.local.mappings;

import org.jspecify.annotations.NullMarked;
