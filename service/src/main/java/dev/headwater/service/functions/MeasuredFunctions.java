package dev.headwater.service.functions;

import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a service, by their names, which the operations function's environment tells.
 *
 * @param relay also one of them
 * @param log the log group of the operations function; {@code null} in the local cloud
 * @param own the name of the operations function
 */
record MeasuredFunctions(Set<String> names, String relay, @Nullable String log, String own) {
  /** The default log group of a function. */
  private static final String OWN_GROUP = "/aws/lambda/";

  /**
   * @throws IllegalStateException if the environment does not name them; the message says what to
   *     set
   */
  static MeasuredFunctions of(Service service, Settings settings) {
    Set<String> names = new LinkedHashSet<>();
    String relay = settings.text(Environment.RELAY_FUNCTION);
    names.add(settings.text(Environment.COMMAND_FUNCTION));
    names.add(relay);
    for (View<?, ?> view : service.views()) {
      add(names, settings, Settings.nameOf(Environment.PROJECTOR_FUNCTION, view.name()));
      if (view.search() != null) {
        add(
            names,
            settings,
            Settings.nameOf(Environment.PROJECTOR_FUNCTION, view.search().projection()));
      }
    }
    add(names, settings, Environment.QUERY_FUNCTION);
    String own = settings.text(Environment.AWS_LAMBDA_FUNCTION_NAME);
    names.add(own);
    return new MeasuredFunctions(
        names, relay, settings.get(Environment.AWS_LAMBDA_LOG_GROUP_NAME), own);
  }

  private static void add(Set<String> names, Settings settings, String variable) {
    String name = settings.get(variable);
    if (name != null) {
      names.add(name);
    }
  }

  /** The log group of a function: the one that all share, or its own. */
  @Nullable String logOf(String function) {
    return log == null || !log.equals(OWN_GROUP + own) ? log : OWN_GROUP + function;
  }
}
