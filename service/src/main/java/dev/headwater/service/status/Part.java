package dev.headwater.service.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one part of a service.
 *
 * @param found {@code null} unless the part is known
 * @param reason why it is not known; {@code null} otherwise
 */
public record Part<T>(String name, State state, @Nullable T found, @Nullable String reason) {
  /** Whether there is something to know, and it is known. */
  public enum State {
    @JsonProperty("known")
    KNOWN,
    /** The service, as it is deployed, has no such part: a search that is switched off. */
    @JsonProperty("off")
    OFF,
    /** It did not answer, or could not be asked. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  public static <T> Part<T> known(String name, T found) {
    return new Part<>(name, State.KNOWN, found, null);
  }

  public static <T> Part<T> off(String name) {
    return new Part<>(name, State.OFF, null, null);
  }

  public static <T> Part<T> unknown(String name, String reason) {
    return new Part<>(name, State.UNKNOWN, null, reason);
  }

  /** A part of what was found. */
  <R> Part<R> map(String part, Function<T, R> chosen) {
    return new Part<>(part, state, found == null ? null : chosen.apply(found), reason);
  }
}
