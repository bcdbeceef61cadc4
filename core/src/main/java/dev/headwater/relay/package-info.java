/**
 * Publishes committed events: a {@link dev.headwater.relay.Relay} sends the commits of the events
 * table's stream to a bus, at least once each, and parks what can never be published. Adapters
 * implement {@link dev.headwater.relay.EventPublisher} and {@link
 * dev.headwater.relay.ParkedCommits}. Depends on {@code event} and {@code host} alone.
 */
@NullMarked
package dev.headwater.relay;

import org.jspecify.annotations.NullMarked;
