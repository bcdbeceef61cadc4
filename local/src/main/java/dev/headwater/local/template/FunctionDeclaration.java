package dev.headwater.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function, with the routes and event source mappings that call it. Rules and schedules
 * that call it are declared separately.
 *
 * @param handler the handler's class name, perhaps followed by {@code ::} and a method
 * @param codeUri the folder or jar with its code, seen from the template; {@code null} if the
 *     template names none
 * @param javaVersion of its runtime
 * @param concurrency the maximum number of concurrent invocations
 */
public record FunctionDeclaration(
    String logicalId,
    String functionName,
    String handler,
    @Nullable String codeUri,
    int javaVersion,
    Duration timeout,
    int memoryMegabytes,
    int concurrency,
    Map<String, String> environment,
    List<RouteDeclaration> routes,
    List<MappingDeclaration> mappings,
    EventInvokeConfig eventInvokeConfig) {
  public FunctionDeclaration {
    environment = Map.copyOf(environment);
    routes = List.copyOf(routes);
    mappings = List.copyOf(mappings);
  }
}
