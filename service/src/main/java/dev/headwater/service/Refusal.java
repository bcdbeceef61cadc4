package dev.headwater.service;

import org.jspecify.annotations.Nullable;

/**
 * How a refusal is answered. The problem's type follows from the name of the decider's reason:
 * {@code EMAIL_TAKEN}, or a record {@code EmailTaken}, becomes {@code email-taken}. Clients
 * distinguish refusals by it, so renaming a reason is a breaking change.
 *
 * <p>A reason cannot have the name of a problem that every service has, such as {@code
 * STALE_VERSION} or {@code TooLarge}: clients would take it for that problem. It is refused when
 * the decider is made, if the decider's class names its types: {@code implements Decider<…,
 * Reason>}.
 *
 * @param status of the HTTP response
 * @param title one short sentence without a full stop; the same for every refusal of this kind
 * @param detail more about this refusal; {@code null} to repeat the title. It must not contain
 *     personal data
 */
public record Refusal(int status, String title, @Nullable String detail) {
  private static final int UNKNOWN = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int FORBIDDEN = 403;

  public Refusal {
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("A refusal's status is 400 to 499, not " + status);
    }
    if (title.isBlank() && !(title.isEmpty() && status == UNKNOWN)) {
      throw new IllegalArgumentException(
          "A refusal of status "
              + status
              + " needs a title: one short sentence without a full stop");
    }
  }

  /** The state of the aggregate does not allow the command. Status 409. */
  public static Refusal conflict(String title) {
    return new Refusal(CONFLICT, title, null);
  }

  /** The command can never be carried out as it is. Status 422. */
  public static Refusal unprocessable(String title) {
    return new Refusal(UNPROCESSABLE, title, null);
  }

  /** The caller may not do this. Status 403. */
  public static Refusal forbidden(String title) {
    return new Refusal(FORBIDDEN, title, null);
  }

  /** The aggregate does not exist: the answer that a look-up would give. Status 404. */
  public static Refusal unknown() {
    return new Refusal(UNKNOWN, "", null);
  }

  /** The same refusal, with a detail. */
  public Refusal because(String reason) {
    return new Refusal(status, title, reason);
  }

  /** Whether this is {@link #unknown()}. */
  public boolean isUnknown() {
    return status == UNKNOWN && title.isEmpty();
  }
}
