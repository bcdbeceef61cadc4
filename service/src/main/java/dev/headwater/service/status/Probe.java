package dev.headwater.service.status;

import dev.headwater.host.HeadwaterException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to look at one part of a service.
 *
 * @param look takes a few seconds at most. Throws {@link HeadwaterException} if a store does not
 *     answer, and {@link IllegalStateException} if the function's environment does not allow it,
 *     with messages for the operator; {@code null} if the part is switched off
 */
public record Probe<T>(String name, @Nullable Supplier<T> look) {
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  public static <T> Probe<T> off(String name) {
    return new Probe<>(name, null);
  }

  /** What is known, whatever happens: one part must not hide the others. */
  Part<T> run() {
    if (look == null) {
      return Part.off(name);
    }
    try {
      return Part.known(name, look.get());
    } catch (HeadwaterException | IllegalStateException e) {
      return Part.unknown(name, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // its message may quote personal data
      StackTraceElement[] trace = e.getStackTrace();
      LOG.error(
          "Looking at {} failed with a {} at {}",
          name,
          e.getClass().getName(),
          trace.length == 0 ? "an unknown place" : trace[0]);
      return Part.unknown(
          name, "Looking failed with a " + e.getClass().getName() + "; the log says where");
    }
  }
}
