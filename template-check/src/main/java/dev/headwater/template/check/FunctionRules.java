package dev.headwater.template.check;

import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That the functions are there, with the environment variables that they need. */
final class FunctionRules {
  static final String DEFINITION = "SERVICE_DEFINITION";

  /** Of the runtime: no decider reads them. */
  private static final String NO_SETTING = "AWS_.*|JAVA_.*";

  private final Resources resources;
  private final Template template;
  private final Findings findings;
  private final @Nullable String definition;
  private final FunctionYaml yaml;

  /**
   * @param definition the class that describes the service; {@code null} if it is not known
   */
  FunctionRules(Resources resources, Findings findings, @Nullable String definition) {
    this.resources = resources;
    this.template = resources.wiring().template();
    this.findings = findings;
    this.definition =
        definition == null
            ? resources
                .wiring()
                .readyMade()
                .map(function -> template.resolved(function.variable(DEFINITION)))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null)
            : definition;
    this.yaml = new FunctionYaml(resources, this.definition);
  }

  FunctionYaml yaml() {
    return yaml;
  }

  void check(List<FunctionNeed> needs) {
    for (FunctionNeed need : needs) {
      List<ServiceFunction> found = need.found(resources.wiring());
      if (found.isEmpty()) {
        missing(need);
      }
      found.forEach(function -> check(need, function));
    }
    resources.wiring().functions().forEach(this::checkHandler);
    checkSettings(needs);
  }

  private void missing(FunctionNeed need) {
    List<String> own =
        resources.wiring().functions().stream()
            .filter(function -> mayReplace(function, need))
            .map(ServiceFunction::id)
            .toList();
    if (!own.isEmpty()) {
      findings.notLookedAt(
          "whether " + String.join(" or ", own) + " takes the place of a " + need.shown());
    } else if (!mayBeUnfinished(need)) {
      findings.missing("There is no " + need.shown(), List.of("Resources"), yaml.function(need));
    }
  }

  /** A handler of one's own that is given the service may do what a ready-made one does. */
  private static boolean mayReplace(ServiceFunction function, FunctionNeed need) {
    Projected projected = need.projected();
    return function.isOwn()
        && !function.variable(DEFINITION).isEmpty()
        && (projected == null || function.variable("PROJECTION").equals(projected.name()));
  }

  /** Something else is reported of what is meant to be the function. */
  private boolean mayBeUnfinished(FunctionNeed need) {
    return resources.wiring().has(need.usualId())
        || resources.wiring().functions().stream()
            .anyMatch(function -> !function.isReadyMade() && !function.isOwn());
  }

  private void checkHandler(ServiceFunction function) {
    TemplateNode handler = function.resource().properties().at("Handler");
    String line = "Handler: " + FunctionKind.PACKAGE + usualClass(function);
    List<String> path = Findings.path(function.id(), "Properties");
    if (function.isOwn()) {
      findings.notLookedAt(
          function.id() + ", which has a handler of its own: " + function.handler());
    } else if (!handler.isPresent()) {
      findings.missing(function.id() + " has no Handler", path, line);
    } else if (Stream.of(FunctionKind.values()).noneMatch(function::has)) {
      findings.wrong(
          function.id() + " has the handler " + function.handler() + ", which does not exist",
          path,
          handler,
          line);
    } else if (function.has(FunctionKind.PROJECTOR)) {
      checkProjection(function);
    }
  }

  private static String usualClass(ServiceFunction function) {
    return Stream.of(FunctionKind.values())
        .map(FunctionKind::className)
        .filter(function.id()::endsWith)
        .findFirst()
        .orElse(FunctionKind.COMMAND.className());
  }

  private void checkProjection(ServiceFunction function) {
    List<String> names = resources.projections().stream().map(Projected::name).toList();
    String given = template.resolved(function.variable("PROJECTION"));
    if (!given.isEmpty() && !names.contains(given)) {
      findings.wrong(
          function.id()
              + " has the PROJECTION "
              + given
              + ", which the service does not have: there are "
              + String.join(", ", names),
          variablesOf(function),
          function.variables().getOrDefault("PROJECTION", function.resource().properties()),
          "PROJECTION: " + YamlText.value(names.isEmpty() ? "" : names.getFirst()));
    }
  }

  private void check(FunctionNeed need, ServiceFunction function) {
    if (need.kind() == FunctionKind.OPERATIONS) {
      checkName(need, function);
    }
    if (!function.resource().type().equals("AWS::Serverless::Function")) {
      findings.notLookedAt(
          "event sources and routes of " + function.id() + ", an AWS::Lambda::Function");
    }
    checkCode(need, function);
    checkDefinition(function);
    need.variables().forEach((name, text) -> checkVariable(function, name, text));
  }

  private void checkName(FunctionNeed need, ServiceFunction function) {
    TemplateNode name = function.resource().properties().at("FunctionName");
    require(
        function,
        name,
        need.usualName(),
        function.id()
            + " must have the name "
            + need.usualName()
            + ", by which the headwater command finds it",
        List.of("Properties"),
        "FunctionName");
  }

  private void checkCode(FunctionNeed need, ServiceFunction function) {
    TemplateNode properties = function.resource().properties();
    boolean isNamed =
        Stream.of("CodeUri", "Code", "InlineCode", "ImageUri")
            .anyMatch(property -> properties.at(property).isPresent());
    if (!isNamed) {
      findings.missing(
          function.id() + " names no code",
          Findings.path(function.id(), "Properties"),
          yaml.codeUri(need));
    }
  }

  private void checkDefinition(ServiceFunction function) {
    TemplateNode node = function.variables().get(DEFINITION);
    if (definition == null && node == null) {
      findings.missing(
          function.id() + " lacks " + DEFINITION + ", the class that describes the service",
          variablesOf(function),
          DEFINITION + ": com.example." + Wiring.prefix(resources.service().name()));
    } else if (definition != null) {
      checkVariable(function, DEFINITION, definition);
    }
  }

  private void checkVariable(ServiceFunction function, String name, String text) {
    TemplateNode node = function.variables().get(name);
    Choice choice = name.equals(Resources.COMMAND_TABLE) ? resources.events().choice() : null;
    if (choice != null && node != null && node.isPresent()) {
      checkChoice(function, node, choice);
      return;
    }
    String sentence =
        node == null || !node.isPresent()
            ? function.id() + " lacks the environment variable " + name
            : function.id()
                + "'s environment variable "
                + name
                + " is "
                + node.text()
                + ", but must be "
                + text;
    require(
        function,
        node == null ? template.root().at("") : node,
        text,
        sentence,
        List.of("Properties", "Environment", "Variables"),
        name);
  }

  /** All functions must use the same events table, whatever the parameter names. */
  private void checkChoice(ServiceFunction function, TemplateNode node, Choice choice) {
    if (!choice.equals(Choice.of(node))) {
      findings.wrong(
          function.id()
              + "'s environment variable "
              + Resources.COMMAND_TABLE
              + " must be "
              + choice.yaml()
              + ", as that of the other functions",
          variablesOf(function),
          node,
          Resources.COMMAND_TABLE + ": " + choice.yaml());
    }
  }

  /** A property must have this value, once parameters have their defaults. */
  private void require(
      ServiceFunction function,
      TemplateNode node,
      String text,
      String sentence,
      List<String> around,
      String key) {
    List<String> path = new ArrayList<>(Findings.path(function.id()));
    path.addAll(around);
    String line = key + ": " + yaml.variable(key, text);
    if (!node.isPresent()) {
      findings.missing(sentence, path, line);
    } else if (!template.resolved(node.text()).equals(template.resolved(text))) {
      findings.wrong(sentence, path, node, line);
    }
  }

  /** Operations make the same deciders as commands do, from the same settings. */
  private void checkSettings(List<FunctionNeed> needs) {
    Set<String> known =
        needs.stream()
            .flatMap(need -> need.variables().keySet().stream())
            .collect(Collectors.toCollection(HashSet::new));
    known.addAll(List.of(DEFINITION, Resources.CLAIMS_TABLE));
    for (ServiceFunction command : resources.wiring().of(FunctionKind.COMMAND, "")) {
      for (ServiceFunction operations : resources.wiring().of(FunctionKind.OPERATIONS, "")) {
        settings(command, known).forEach((name, text) -> checkVariable(operations, name, text));
        Map<String, String> more = settings(operations, known);
        more.keySet().removeAll(command.variables().keySet());
        more.forEach((name, text) -> checkVariable(command, name, text));
      }
    }
  }

  /** The variables that deciders may read. */
  private static Map<String, String> settings(ServiceFunction function, Set<String> known) {
    Map<String, String> settings = new LinkedHashMap<>();
    function
        .variables()
        .forEach(
            (name, value) -> {
              if (!known.contains(name) && !name.matches(NO_SETTING)) {
                settings.put(name, value.text());
              }
            });
    return settings;
  }

  private static List<String> variablesOf(ServiceFunction function) {
    return Findings.path(function.id(), "Properties", "Environment", "Variables");
  }
}
