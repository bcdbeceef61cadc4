package dev.headwater.service.json;

import dev.headwater.host.RedactedException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The message for a client when a constructor refuses a value: the constructor's message, if it is
 * an {@link IllegalArgumentException} of the domain's own and does not quote the value. JDK
 * exceptions quote their input.
 */
final class SafeReason {
  private static final String NOT_VALID = "is not valid";

  /** Shorter texts are in most messages by chance. */
  private static final int LEAST_QUOTED = 4;

  private SafeReason() {}

  /**
   * Why a value type refuses a value. A message that contains the value's text still quotes nothing
   * if it is also the reason for which another value is refused: {@code such as a@example.com} is
   * no quotation of {@code a}.
   *
   * @param others the reasons for other values, by their texts
   */
  static String ofValue(
      InvocationTargetException thrown, String text, Supplier<Map<String, Throwable>> others) {
    String message = ownWords(thrown.getCause());
    if (message == null) {
      return NOT_VALID;
    }
    boolean isSafe =
        text.isBlank()
            || !contains(message, text)
            || others.get().entrySet().stream()
                .filter(other -> !other.getKey().equals(text))
                .anyMatch(other -> message.equals(ownWords(other.getValue())));
    return isSafe ? message : NOT_VALID;
  }

  /** Why a record refuses the values of its components together. */
  static String ofRecord(
      InvocationTargetException thrown, List<Component> components, @Nullable Object[] values) {
    String message = ownWords(thrown.getCause());
    if (message == null) {
      return NOT_VALID;
    }
    for (int at = 0; at < values.length; at++) {
      Object value = values[at];
      if (value != null && quotes(message, components.get(at).shape().json(value))) {
        return NOT_VALID;
      }
    }
    return message;
  }

  private static boolean quotes(String message, JsonNode json) {
    if (json.isValueNode()) {
      String text = json.asString().strip();
      return text.length() >= LEAST_QUOTED && contains(message, text);
    }
    for (JsonNode part : json) {
      if (quotes(message, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String message, String text) {
    return message.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private static @Nullable String ownWords(@Nullable Throwable thrown) {
    if (thrown instanceof IllegalArgumentException refusal) {
      String message = refusal.getMessage();
      return RedactedException.reason(refusal).equals(message) ? message : null;
    }
    return null;
  }
}
