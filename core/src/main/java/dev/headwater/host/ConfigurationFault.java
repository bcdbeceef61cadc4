package dev.headwater.host;

import java.io.Serializable;

/**
 * What a service refuses until an operator changes something outside of the code: a right, a key, a
 * token, the name of a table, queue or bus. Retrying does not help, so these are counted and logged
 * apart from outages.
 *
 * @param service such as {@code DynamoDB}
 * @param code the service's error code, such as {@code AccessDeniedException}. Never the service's
 *     message, which may quote a request
 */
public record ConfigurationFault(String service, String code) implements Serializable {
  /** For the log. */
  public String describe() {
    return "Configuration fault: "
        + service
        + " answers "
        + code
        + ". No retry helps before an operator corrects rights, keys or names";
  }
}
