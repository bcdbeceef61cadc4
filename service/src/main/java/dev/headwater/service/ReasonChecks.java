package dev.headwater.service;

import static dev.headwater.service.Checks.require;

import dev.headwater.Decider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses reasons that clients would take for problems which every service has. */
final class ReasonChecks {
  private static final List<String> RESERVED =
      List.of(
          "command-id-reused",
          "internal-fault",
          "invalid-fields",
          "malformed-request",
          "misconfigured",
          "search-off",
          "stale-version",
          "too-large",
          "unavailable",
          "unfit-caller",
          "unknown-route",
          "unknown-version",
          "unsupported-media-type");

  /** The position of the reasons among a decider's type parameters. */
  private static final int REASONS = 3;

  private ReasonChecks() {}

  /** A reason by its name: {@code STALE_VERSION}, {@code StaleVersion}, {@code stale-version}. */
  static void check(String reason) {
    for (String reserved : RESERVED) {
      require(
          !letters(reserved).equals(letters(reason)),
          "Clients would take the reason %s for the problem %s, which every service has: call it"
              + " something else",
          reason,
          reserved);
    }
  }

  private static String letters(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** The reasons of a decider, if its class says what they are. */
  static void check(Decider<?, ?, ?, ?> decider) {
    for (Type implemented : decider.getClass().getGenericInterfaces()) {
      if (implemented instanceof ParameterizedType type
          && type.getRawType() == Decider.class
          && type.getActualTypeArguments()[REASONS] instanceof Class<?> reasons) {
        names(reasons).forEach(ReasonChecks::check);
      }
    }
  }

  private static Stream<String> names(Class<?> reasons) {
    if (reasons.isEnum()) {
      return Arrays.stream(reasons.getEnumConstants()).map(each -> ((Enum<?>) each).name());
    }
    Class<?> @Nullable [] permitted = reasons.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(reasons.getSimpleName())
        : Arrays.stream(permitted).flatMap(ReasonChecks::names);
  }
}
