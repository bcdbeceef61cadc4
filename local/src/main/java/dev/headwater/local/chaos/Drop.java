package dev.headwater.local.chaos;

/**
 * An event that chaos dropped on its way to a queue or a function.
 *
 * @param eventId the {@code eventId} in the event's detail, or the bus's id if the detail has none
 */
public record Drop(String eventId, String targetName) {}
