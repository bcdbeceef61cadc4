package dev.headwater.template.check;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The build that a template deploys, which can describe the service.
 *
 * @param codeUri where it is, seen from the template
 * @param environment of its operations, with what commands have besides; parameters have their
 *     values, and references to resources stand for names
 */
public record ServiceBuild(String codeUri, Map<String, String> environment) {
  /** The function that describes the service. */
  public static final String HANDLER = FunctionKind.OPERATIONS.handler();

  public ServiceBuild {
    environment = Map.copyOf(environment);
  }

  /**
   * The build of the operations or, if there are none yet, of another function or of all that are
   * to come; empty if none is named.
   */
  public static Optional<ServiceBuild> of(Template template) {
    Wiring wiring = new Wiring(template);
    TemplateNode globals = template.root().at("Globals", "Function");
    Map<String, String> environment = new LinkedHashMap<>();
    Stream.of(
            Stream.of(globals),
            properties(wiring.of(FunctionKind.COMMAND, "")),
            properties(wiring.of(FunctionKind.OPERATIONS, "")))
        .flatMap(each -> each)
        .flatMap(each -> each.at("Environment", "Variables").members().entrySet().stream())
        .forEach(each -> environment.put(each.getKey(), template.resolved(each.getValue().text())));
    return Stream.of(
            properties(wiring.of(FunctionKind.OPERATIONS, "")),
            properties(largestFirst(wiring)),
            Stream.of(globals))
        .flatMap(each -> each)
        .flatMap(each -> Stream.of(each.at("CodeUri"), each.at("Code")))
        .map(uri -> template.resolved(uri.text()))
        .filter(uri -> !uri.isEmpty())
        .findFirst()
        .map(uri -> new ServiceBuild(uri, environment));
  }

  /** The package of operations holds all that describing a service needs; a smaller one may not. */
  private static List<ServiceFunction> largestFirst(Wiring wiring) {
    return wiring.functions().stream()
        .sorted(Comparator.comparingInt(ServiceFunction::extent).reversed())
        .toList();
  }

  private static Stream<TemplateNode> properties(List<ServiceFunction> functions) {
    return functions.stream().map(function -> function.resource().properties());
  }
}
