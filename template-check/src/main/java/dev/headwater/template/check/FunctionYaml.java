package dev.headwater.template.check;

import dev.headwater.service.facts.RouteFacts;
import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes functions as a template has them, in the manner of those that it has already. */
final class FunctionYaml {
  private static final List<String> OF_SIBLINGS = List.of("Runtime", "Architectures", "CodeUri");
  private static final String LOG_RIGHTS = "logs:";

  private final Resources resources;
  private final Template template;
  private final @Nullable String definition;

  FunctionYaml(Resources resources, @Nullable String definition) {
    this.resources = resources;
    this.template = resources.wiring().template();
    this.definition = definition;
  }

  /** The function with what belongs to it alone: its role, its routes or its event source. */
  String function(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    lines.add(need.usualId() + ":");
    lines.add("  Type: AWS::Serverless::Function");
    lines.add("  Properties:");
    lines.add("    FunctionName: " + YamlText.value(need.usualName()));
    lines.add("    Handler: " + need.kind().handler());
    OF_SIBLINGS.forEach(
        property -> ofSiblings(property, need.extent()).map("    "::concat).ifPresent(lines::add));
    if (logGroup(globals()).isEmpty()) {
      lines.add("    LoggingConfig: { LogGroup: !Ref " + logId(need) + " }");
    }
    lines.add("    Role: !GetAtt " + roleId(need) + ".Arn");
    timeout(need.kind()).map(line -> "    " + line).forEach(lines::add);
    lines.add("    Environment:");
    lines.add("      Variables:");
    variables(need).forEach(line -> lines.add("        " + line));
    String events = events(need);
    if (!events.isEmpty()) {
      lines.add("    Events:");
      lines.add(events.indent(6).stripTrailing());
    }
    if (!resources.wiring().has(roleId(need))) {
      lines.add(role(roleId(need), need, globals()));
    }
    if (logGroup(globals()).isEmpty() && !resources.wiring().has(logId(need))) {
      lines.add(log(need));
    }
    return String.join("\n", lines);
  }

  private TemplateNode globals() {
    return template.root().at("Globals", "Function");
  }

  /** A log group with the name that Lambda would give it. */
  private static String log(FunctionNeed need) {
    return """
    %s:
      Type: AWS::Logs::LogGroup
      Properties:
        LogGroupName: %s
        RetentionInDays: 30\
    """
        .formatted(logId(need), YamlText.value("/aws/lambda/" + need.usualName()));
  }

  private static Stream<String> timeout(FunctionKind kind) {
    return switch (kind) {
      case COMMAND, QUERY -> Stream.of("Timeout: 29");
      case RELAY -> Stream.of("Timeout: 60");
      case PROJECTOR -> Stream.of("Timeout: 30");
      case OPERATIONS -> Stream.of("Timeout: 900", "MemorySize: 1769");
    };
  }

  /**
   * A property that Globals do not set, as another function has it: one whose package holds no less
   * than is needed, if there is one, and no more than necessary.
   */
  Optional<String> ofSiblings(String property, int extent) {
    if (globals().at(property).isPresent()) {
      return Optional.empty();
    }
    return resources
        .wiring()
        .readyMade()
        .sorted(
            Comparator.comparing((ServiceFunction each) -> each.extent() < extent)
                .thenComparingInt(each -> Math.abs(each.extent() - extent)))
        .map(function -> function.resource().properties().at(property).texts())
        .filter(texts -> !texts.isEmpty())
        .findFirst()
        .map(
            texts ->
                property
                    + ": "
                    + (property.equals("Architectures")
                        ? "[" + String.join(", ", texts) + "]"
                        : YamlText.value(texts.getFirst())));
  }

  private List<String> variables(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    boolean global =
        template
            .root()
            .at("Globals", "Function", "Environment", "Variables", FunctionRules.DEFINITION)
            .isPresent();
    if (!global && definition != null) {
      lines.add(FunctionRules.DEFINITION + ": " + YamlText.value(definition));
    }
    Map<String, String> variables = need.variables();
    variables.forEach((name, text) -> lines.add(name + ": " + variable(name, text)));
    return lines;
  }

  /** The value of a variable, which may be a choice between tables. */
  String variable(String name, String text) {
    return name.equals(Resources.COMMAND_TABLE) ? resources.events().yaml() : YamlText.value(text);
  }

  /**
   * To write a function's log.
   *
   * @param properties of the function; without a log group of its own, it is given the usual one
   */
  private static List<Right> ofLog(FunctionNeed need, TemplateNode properties) {
    String group = logGroup(properties);
    return ofLog(group.isEmpty() ? "${" + logId(need) + "}" : group);
  }

  /** To write the log that a function's properties name. */
  static List<Right> ofLog(TemplateNode properties) {
    String group = logGroup(properties);
    return group.isEmpty() ? List.of() : ofLog(group);
  }

  private static List<Right> ofLog(String group) {
    return Right.on(
            group.replace("}", ".Arn}"),
            LOG_RIGHTS + "CreateLogStream",
            LOG_RIGHTS + "PutLogEvents")
        .toList();
  }

  /** The log group that properties refer to; empty if it is not in the template. */
  private static String logGroup(TemplateNode properties) {
    String group = properties.at("LoggingConfig", "LogGroup").text();
    return group.matches("\\$\\{[A-Za-z0-9]+}") ? group : "";
  }

  private static String logId(FunctionNeed need) {
    return idWithout(need) + "Log";
  }

  private static String roleId(FunctionNeed need) {
    return idWithout(need) + "Role";
  }

  private static String idWithout(FunctionNeed need) {
    return need.usualId().replaceFirst("Function$", "");
  }

  /**
   * A role with all that a function needs.
   *
   * @param properties of the function
   */
  String role(String id, FunctionNeed need, TemplateNode properties) {
    List<Right> rights = new ArrayList<>(need.rights());
    rights.addAll(need.byEventSource());
    rights.addAll(ofLog(need, properties));
    return PolicyYaml.role(id, PolicyYaml.statements(rights.stream().filter(Right::must).toList()));
  }

  private String events(FunctionNeed need) {
    Projected projected = need.projected();
    return switch (need.kind()) {
      case COMMAND, QUERY ->
          need.routes().stream()
              .map(route -> eventName(route) + ":\n" + route(route))
              .collect(Collectors.joining("\n"));
      case RELAY -> "Commits:\n" + stream();
      case PROJECTOR -> projected == null ? "" : "Events:\n" + queue(projected);
      case OPERATIONS -> "";
    };
  }

  /** An event of a function, without its name. */
  String stream() {
    return """
      Type: DynamoDB
      Properties:
        Stream: %s
        StartingPosition: TRIM_HORIZON
        BatchSize: 100
        BisectBatchOnFunctionError: true
        FunctionResponseTypes: [ReportBatchItemFailures]
        FilterCriteria:
          Filters:
            - Pattern: '%s'\
    """
        .formatted(resources.eventsTables().streamYaml(), SourceRules.COMMITS_ONLY);
  }

  String queue(Projected projected) {
    return """
      Type: SQS
      Properties:
        Queue: %s
        BatchSize: 10
        FunctionResponseTypes: [ReportBatchItemFailures]\
    """
        .formatted(YamlText.value(resources.queue(projected).arn()));
  }

  String route(RouteFacts route) {
    List<Resource> apis = template.ofType("AWS::Serverless::HttpApi");
    String api = apis.isEmpty() ? "" : "ApiId: !Ref " + apis.getFirst().id() + ", ";
    String path =
        route.path().contains("{") ? YamlText.quoted(route.path()) : YamlText.value(route.path());
    String auth = auth(route);
    return """
      Type: HttpApi
      Properties: { %sMethod: %s, Path: %s%s }\
    """
        .formatted(api, route.method(), path, auth.isEmpty() ? "" : ", Auth: " + auth);
  }

  /** Who may use a route; empty if whoever may use the API. */
  private String auth(RouteFacts route) {
    return route.open()
        ? "{ Authorizer: NONE }"
        : scopes(route).map(scopes -> "{ AuthorizationScopes: [" + scopes + "] }").orElse("");
  }

  /** The scopes that the template demands for other routes to the same function. */
  Optional<String> scopes(RouteFacts route) {
    FunctionKind kind =
        route.function().equals("command") ? FunctionKind.COMMAND : FunctionKind.QUERY;
    return resources.wiring().of(kind, "").stream()
        .flatMap(function -> function.events("HttpApi").values().stream())
        .map(event -> event.at("Auth", "AuthorizationScopes").items())
        .filter(scopes -> !scopes.isEmpty())
        .map(scopes -> scopes.stream().map(FunctionYaml::scope).collect(Collectors.joining(", ")))
        .findFirst();
  }

  /** A scope, or one that a condition demands. */
  private static String scope(TemplateNode scope) {
    List<TemplateNode> items = scope.items();
    if (!scope.function().equals("If") || items.size() != 3) {
      return scopeOrNone(scope);
    }
    return "!If [%s, %s, %s]"
        .formatted(items.get(0).value(), scopeOrNone(items.get(1)), scopeOrNone(items.get(2)));
  }

  private static String scopeOrNone(TemplateNode scope) {
    return scope.text().isEmpty() ? "!Ref AWS::NoValue" : YamlText.value(scope.text());
  }

  /** Such as {@code PostOrdersIdLines}. */
  static String eventName(RouteFacts route) {
    String words = route.method().toLowerCase(Locale.ROOT) + route.path();
    return Stream.of(words.split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
