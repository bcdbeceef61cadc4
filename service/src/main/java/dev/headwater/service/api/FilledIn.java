package dev.headwater.service.api;

import dev.headwater.host.RedactedException;
import dev.headwater.service.CommandDescription;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.json.Component;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of commands that the service fills in: the time, the caller, generated ids. */
record FilledIn(GeneratedIds ids, InstantSource clock) {
  /**
   * The values for a command.
   *
   * @param id of the aggregate, as the request has it
   * @param request {@code null} for a direct invoke, which has no caller and no idempotency key
   */
  Map<String, Object> of(CommandDescription<?> command, String id, @Nullable HttpRequest request) {
    if (command.now() == null && command.actor() == null && command.generated().isEmpty()) {
      return Map.of();
    }
    Map<String, Object> values = new HashMap<>();
    if (command.now() != null) {
      values.put(command.now(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    String actor = request == null ? null : request.caller();
    if (command.actor() != null && actor != null) {
      values.put(command.actor(), caller(command.component(command.actor()), actor));
    }
    for (String component : command.generated()) {
      String purpose = command.name() + ' ' + component + ' ' + id;
      values.put(component, request == null ? ids.generate() : ids.generate(request, purpose));
    }
    return values;
  }

  /** Not a fault of the service: its rules for callers are stricter than those for tokens. */
  private static Object caller(Component component, String actor) {
    try {
      return component.shape().normalise(actor);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(
              ProblemType.UNFIT_CALLER,
              "The subject of the access token " + RedactedException.reason(e) + '.'));
    }
  }
}
