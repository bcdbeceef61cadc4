package dev.headwater.local.template;

import dev.headwater.local.template.values.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads every resource whose condition holds, and assembles the {@link Stack}. */
final class StackAssembler {
  private final Map<Resource, String> named;
  private final ReadContext context;
  private final QueueReader queueReader;
  private final RuleReader ruleReader;
  private final FunctionReader functionReader;

  private final List<TableDeclaration> tables = new ArrayList<>();
  private final List<QueueDeclaration> queues = new ArrayList<>();
  private final List<BusDeclaration> buses = new ArrayList<>();
  private final List<SearchDomainDeclaration> searchDomains = new ArrayList<>();
  private final List<FunctionDeclaration> functions = new ArrayList<>();

  StackAssembler(Map<Resource, String> named, ReadContext context) {
    this.named = named;
    this.context = context;
    var targets = new Targets(named);
    this.queueReader = new QueueReader(targets);
    this.ruleReader = new RuleReader(targets);
    this.functionReader = new FunctionReader(targets, ruleReader);
  }

  Stack stack(String stackName, Map<String, String> parameters) {
    named.forEach(
        (resource, name) ->
            Properties.read(
                context,
                resource.awsType(),
                resource.properties(),
                properties -> add(resource, name, properties)));
    var timeouts = new QueueTimeoutCheck(queues, context.problems());
    for (Resource resource : named.keySet()) {
      functions.stream()
          .filter(function -> function.logicalId().equals(resource.logicalId()))
          .forEach(function -> timeouts.check(function, resource.line()));
    }
    return new Stack(
        stackName,
        parameters,
        tables,
        queues,
        buses,
        ruleReader.rules(),
        ruleReader.schedules(),
        searchDomains,
        functions,
        context.ignored().lines());
  }

  private boolean add(Resource resource, String name, Properties properties) {
    return switch (resource.type()) {
      case TABLE -> tables.add(TableReader.read(resource, name, properties));
      case QUEUE -> queues.add(queueReader.read(resource, name, properties));
      case BUS -> buses.add(bus(resource, name, properties));
      case RULE -> ruleReader.read(resource, name, properties);
      case FUNCTION -> functions.add(functionReader.read(resource, name, properties));
      case SEARCH_DOMAIN -> searchDomains.add(searchDomain(resource, name, properties));
      case HTTP_API -> true;
      case null -> false;
    };
  }

  private SearchDomainDeclaration searchDomain(
      Resource resource, String name, Properties properties) {
    properties.text("DomainName");
    if (!searchDomains.isEmpty()) {
      context.problem(
          resource.line(),
          "a second search domain, \"" + resource.logicalId() + "\", is not supported locally");
    }
    return new SearchDomainDeclaration(resource.logicalId(), name);
  }

  private static BusDeclaration bus(Resource resource, String name, Properties properties) {
    properties.text("Name");
    return new BusDeclaration(resource.logicalId(), name);
  }
}
