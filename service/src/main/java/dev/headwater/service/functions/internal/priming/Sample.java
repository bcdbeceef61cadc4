package dev.headwater.service.functions.internal.priming;

/**
 * A sample of what invokes a function.
 *
 * @param name for the log
 * @param event as Lambda passes it
 */
public record Sample(String name, String event) {}
