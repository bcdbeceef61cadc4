package dev.headwater.local.template;

import java.util.List;
import java.util.Map;

/**
 * What a template declares, resolved: no intrinsic, condition or parameter is left in it.
 *
 * @param parameters the values of those that are not secret, by name
 * @param searchDomains at most one
 * @param ignored the resource types and properties that have no local meaning, each as one readable
 *     line; start-up prints them once
 */
public record Stack(
    String name,
    Map<String, String> parameters,
    List<TableDeclaration> tables,
    List<QueueDeclaration> queues,
    List<BusDeclaration> buses,
    List<RuleDeclaration> rules,
    List<SearchDomainDeclaration> searchDomains,
    List<FunctionDeclaration> functions,
    List<String> ignored) {
  public Stack {
    parameters = Map.copyOf(parameters);
    tables = List.copyOf(tables);
    queues = List.copyOf(queues);
    buses = List.copyOf(buses);
    rules = List.copyOf(rules);
    searchDomains = List.copyOf(searchDomains);
    functions = List.copyOf(functions);
    ignored = List.copyOf(ignored);
  }
}
