package dev.headwater.template.check;

import dev.headwater.service.facts.RouteFacts;
import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the routes and event sources of functions. */
final class EventYaml {
  private final Resources resources;

  EventYaml(Resources resources) {
    this.resources = resources;
  }

  /** All of a function, by their names; empty if it has none. */
  String of(FunctionNeed need) {
    Projected projected = need.projected();
    return switch (need.kind()) {
      case COMMAND, QUERY ->
          need.routes().stream()
              .map(route -> eventName(route) + ":\n" + route(route))
              .collect(Collectors.joining("\n"));
      case RELAY -> "Commits:\n" + stream();
      case PROJECTOR -> projected == null ? "" : "Events:\n" + queue(projected);
      case OPERATIONS, CHECK -> "";
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
    List<Resource> apis = resources.wiring().template().ofType("AWS::Serverless::HttpApi");
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

  /** Who may use a route; empty if everyone who may use the API. */
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
        .map(scopes -> scopes.stream().map(EventYaml::scope).collect(Collectors.joining(", ")))
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
