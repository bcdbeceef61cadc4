package dev.headwater.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function and what calls it.
 *
 * @param handler the handler's class name; a {@code ::method} behind it must be handleRequest
 * @param concurrency the greatest number of invocations at the same time
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
    List<MappingDeclaration> mappings) {
  public FunctionDeclaration {
    environment = Map.copyOf(environment);
    routes = List.copyOf(routes);
    mappings = List.copyOf(mappings);
  }
}
