package dev.headwater.local.template;

import java.util.List;
import java.util.Map;

/**
 * A template with every intrinsic function, condition and parameter resolved.
 *
 * @param parameters values by parameter name, without {@code NoEcho} parameters
 * @param searchDomains at most one
 * @param ignored one readable line for each resource type, or place with properties, that has no
 *     effect locally
 */
public record Stack(
    String name,
    Map<String, String> parameters,
    List<TableDeclaration> tables,
    List<QueueDeclaration> queues,
    List<BusDeclaration> buses,
    List<RuleDeclaration> rules,
    List<ScheduleDeclaration> schedules,
    List<SearchDomainDeclaration> searchDomains,
    List<FunctionDeclaration> functions,
    List<String> ignored) {
  public Stack {
    parameters = Map.copyOf(parameters);
    tables = List.copyOf(tables);
    queues = List.copyOf(queues);
    buses = List.copyOf(buses);
    rules = List.copyOf(rules);
    schedules = List.copyOf(schedules);
    searchDomains = List.copyOf(searchDomains);
    functions = List.copyOf(functions);
    ignored = List.copyOf(ignored);
  }
}
