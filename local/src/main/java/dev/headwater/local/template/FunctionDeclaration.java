package dev.headwater.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function, with the routes and event source mappings that call it. Rules and schedules
 * that call it are declared separately.
 *
 * @param handler the handler's class name; a {@code ::method} suffix must be handleRequest
 * @param concurrency the maximum number of concurrent invocations
 */
public record FunctionDeclaration(
    String logicalId,
    String functionName,
    String handler,
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
