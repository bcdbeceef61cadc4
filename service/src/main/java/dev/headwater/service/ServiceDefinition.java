package dev.headwater.service;

/**
 * What a team writes to describe its service. Each function of the template names the class in its
 * environment variable {@code SERVICE_DEFINITION}. The class is public, has a public constructor
 * without parameters, and needs nothing from outside: settings reach a decider through {@link
 * Settings}.
 */
@FunctionalInterface
public interface ServiceDefinition {
  /**
   * Describes the service. Every function calls this once when it starts.
   *
   * @throws IllegalArgumentException if the description is wrong; the message says what to write
   *     instead
   */
  Service describe();
}
