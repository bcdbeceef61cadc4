package dev.headwater.service.api;

import dev.headwater.service.CommandDescription;
import dev.headwater.service.http.HttpRequest;
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
   * @param request {@code null} for a direct invoke, which has no caller and no idempotency key
   */
  Map<String, Object> of(CommandDescription<?> command, @Nullable HttpRequest request) {
    if (command.filledIn().isEmpty()) {
      return Map.of();
    }
    Map<String, Object> values = new HashMap<>();
    if (command.now() != null) {
      values.put(command.now(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    String actor = request == null ? null : request.metadata().actor();
    if (command.actor() != null && actor != null) {
      values.put(command.actor(), actor);
    }
    for (String component : command.generated()) {
      values.put(component, request == null ? ids.generate() : ids.generate(request, component));
    }
    return values;
  }
}
