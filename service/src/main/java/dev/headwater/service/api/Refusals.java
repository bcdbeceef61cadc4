package dev.headwater.service.api;

import dev.headwater.service.Refusal;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Resource;
import java.util.Locale;
import java.util.regex.Pattern;

/** Answers refusals as problems. */
final class Refusals {
  private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** For a query of the service's own, which is about no kind of aggregate. */
  private static final String NOTHING = "There is no such thing";

  private Refusals() {}

  /** The problem of a decider's reason; its type follows from the reason's name. */
  static Problem of(Resource resource, Object reason, Refusal refusal) {
    return refusal.isUnknown() ? resource.unknown() : of(name(reason), refusal);
  }

  static Problem of(String type, Refusal refusal) {
    String title = refusal.isUnknown() ? NOTHING : refusal.title();
    ProblemType named = new ProblemType(type, refusal.status(), title);
    return refusal.detail() == null ? Problem.of(named) : Problem.of(named, refusal.detail());
  }

  private static String name(Object reason) {
    return reason instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : NEXT_WORD
            .matcher(reason.getClass().getSimpleName())
            .replaceAll("-")
            .toLowerCase(Locale.ROOT);
  }
}
