package dev.headwater.host;

import java.io.Serializable;

/**
 * A call that a service refuses until an operator changes something outside the code: a permission,
 * a key, a token, or the name of a table, queue or bus. Retrying does not help, so these faults are
 * counted and logged apart from outages.
 *
 * @param service such as {@code DynamoDB}
 * @param code the service's error code, such as {@code AccessDeniedException}. Never the service's
 *     message, which may quote a request
 */
public record ConfigurationFault(String service, String code) implements Serializable {
  /** The log message. */
  public String describe() {
    return "Configuration fault: "
        + service
        + " returned "
        + code
        + ". Retrying does not help: an operator must correct permissions, keys or names";
  }
}
