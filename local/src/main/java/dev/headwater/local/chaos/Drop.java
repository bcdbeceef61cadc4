package dev.headwater.local.chaos;

/**
 * An event that never reached a queue.
 *
 * @param eventId the {@code eventId} in the event's detail, or the id that the bus gave it when the
 *     detail has none
 */
public record Drop(String eventId, String queueName) {}
