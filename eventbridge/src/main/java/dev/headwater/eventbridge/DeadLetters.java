package dev.headwater.eventbridge;

import java.util.function.Supplier;

/**
 * A dead-letter queue of a service.
 *
 * @param name of the projection whose events it holds, or of the relay's queue
 * @param redrive retries what its letters failed to do; throws {@link IllegalStateException} if
 *     that needs something that the environment does not have
 */
public record DeadLetters(String name, DeadLetterQueue queue, Supplier<Redrive> redrive) {}
