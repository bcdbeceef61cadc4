package dev.headwater;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value that at most one stream may hold at a time, such as an e-mail address.
 *
 * @param name the kind of value; 1 to 64 letters, digits, {@code _} and {@code -}
 * @param value in normal form: two spellings of the same value would be two claims
 */
public record Claim(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public Claim {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A claim's name has 1 to 64 letters, digits, underscores and hyphens");
    }
  }

  /**
   * Refuses a claim of a name that its decider has not declared.
   *
   * @param names the decider's {@link Decider#claimNames}
   * @throws IllegalStateException if the claim's name is not among them; the message does not
   *     contain the value
   */
  public void requireDeclared(Set<String> names) {
    if (!names.contains(name)) {
      throw new IllegalStateException(
          "The decider makes a claim named "
              + name
              + " that it does not declare: add "
              + name
              + " to its claimNames()");
    }
  }

  /** Omits the value, which may be personal data. */
  @Override
  public String toString() {
    return "Claim[" + name + ", …]";
  }
}
