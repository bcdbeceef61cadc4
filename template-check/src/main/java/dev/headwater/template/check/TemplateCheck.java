package dev.headwater.template.check;

import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.template.check.yaml.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a template with the service that it deploys: functions and their environment variables,
 * tables, queues, rules, event sources, routes and rights.
 *
 * <p>The template is read as it is written. A resource under a condition counts as there, of an
 * {@code !If} all branches count, and a parameter has its default. Which resource is what follows
 * from the environment variables of the ready-made functions, not from logical ids.
 */
public final class TemplateCheck {
  private TemplateCheck() {}

  /**
   * Compares a template with a service.
   *
   * @param definition the name of the class that describes the service; {@code null} if the one
   *     that the template names is right
   */
  public static CheckReport run(
      Template template, ServiceFacts service, @Nullable String definition) {
    Findings findings = new Findings(template);
    Resources resources = new Resources(service, new Wiring(template));
    List<FunctionNeed> needs = FunctionNeed.of(resources);
    TypeRules types = new TypeRules(template, findings);
    types.check();
    new TableRules(resources, findings, types).check();
    FunctionRules functions = new FunctionRules(resources, findings, definition);
    functions.check(needs);
    FunctionYaml yaml = functions.yaml();
    SourceRules sources = new SourceRules(resources, findings, yaml);
    RouteRules routes = new RouteRules(resources, findings, yaml);
    VersionRules versions = new VersionRules(template, findings);
    RightRules rights = new RightRules(template, findings, yaml);
    QueueRules queues = new QueueRules(resources, findings, types);
    RoutingRules routing = new RoutingRules(resources, findings, types);
    routing.checkBus();
    new SearchRules(resources, findings).check();
    new ReplacementRules(resources, findings).check();
    queues.checkParked();
    for (FunctionNeed need : needs) {
      List<ServiceFunction> found = need.found(resources.wiring());
      if (need.projected() != null) {
        queues.check(need.projected(), found);
        routing.check(need.projected());
      }
      for (ServiceFunction function : found) {
        sources.check(need, function);
        routes.check(need, function);
        rights.check(need, function);
        versions.check(function);
      }
    }
    return findings.report();
  }

  /**
   * The settings that commands run with, as far as the template tells them: without those that name
   * resources or parameters without a default.
   */
  public static Map<String, String> settings(Template template) {
    Map<String, String> settings = new LinkedHashMap<>();
    new Wiring(template)
        .of(FunctionKind.COMMAND, "").stream()
            .flatMap(function -> function.variables().entrySet().stream())
            .forEach(
                variable -> {
                  String value = template.resolved(variable.getValue().text());
                  if (!value.contains("${")) {
                    settings.putIfAbsent(variable.getKey(), value);
                  }
                });
    return settings;
  }
}
