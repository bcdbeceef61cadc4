package dev.headwater.template.check;

import dev.headwater.service.facts.RouteFacts;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** That each route leads to the function that answers it, and no other one exists. */
final class RouteRules {
  private static final String EVENT = "HttpApi";

  private final Resources resources;
  private final Findings findings;
  private final FunctionYaml yaml;

  RouteRules(Resources resources, Findings findings, FunctionYaml yaml) {
    this.resources = resources;
    this.findings = findings;
    this.yaml = yaml;
  }

  /** A route as a function of the template has it. */
  private record Declared(ServiceFunction function, String event, TemplateNode properties) {
    String key() {
      return properties.at("Method").text().toUpperCase(Locale.ROOT)
          + ' '
          + properties.at("Path").text();
    }
  }

  void check(FunctionNeed need, ServiceFunction function) {
    if (!function.resource().type().equals("AWS::Serverless::Function")) {
      return;
    }
    for (RouteFacts route : need.routes()) {
      List<Declared> declared = all().filter(each -> each.key().equals(route.key())).toList();
      if (declared.isEmpty()) {
        findings.missing(
            function.id() + " lacks the route " + route.key() + ", which " + purposes(route),
            Findings.path(function.id(), "Properties", "Events"),
            function.freeEvent(EventYaml.eventName(route)) + ":\n" + yaml.events().route(route));
      }
      declared.forEach(each -> checkPlace(function, route, each));
    }
    declared(function)
        .filter(each -> isUndescribed(each.key()))
        .forEach(each -> findings.superfluous(superfluous(each), each.properties()));
  }

  private static String superfluous(Declared declared) {
    String shown =
        declared.key().isBlank() ? "an event without a route" : "the route " + declared.key();
    return declared.function().id()
        + " has "
        + shown
        + ", which the service does not describe: remove the event "
        + declared.event();
  }

  private static String purposes(RouteFacts route) {
    return String.join(" and ", route.purposes().stream().distinct().toList());
  }

  private boolean isUndescribed(String key) {
    return resources.service().routes().stream().noneMatch(route -> route.key().equals(key));
  }

  private void checkPlace(ServiceFunction right, RouteFacts route, Declared declared) {
    ServiceFunction function = declared.function();
    if (!function.isReadyMade()) {
      findings.notLookedAt("the route " + route.key() + ", which " + function.id() + " answers");
    } else if (!function.handler().equals(right.handler())) {
      findings.superfluous(
          "The route "
              + route.key()
              + " belongs to "
              + right.id()
              + ": move the event "
              + declared.event()
              + " from "
              + function.id()
              + " to there",
          declared.properties());
    } else if (route.open()) {
      checkOpen(declared);
    } else {
      checkScopes(route, declared);
    }
  }

  /** Scopes of its own, or another authorizer than for JWTs, are taken as intended. */
  private void checkScopes(RouteFacts route, Declared declared) {
    TemplateNode auth = declared.properties().at("Auth");
    TemplateNode authorizer = auth.at("Authorizer");
    if (auth.at("AuthorizationScopes").isPresent()
        || (authorizer.isPresent() && apis().noneMatch(api -> isJwt(api, authorizer)))) {
      return;
    }
    String sentence = "The route " + declared.key() + " demands no scope, although other routes do";
    String kept =
        authorizer.isPresent() ? "Authorizer: " + YamlText.value(authorizer.text()) + ", " : "";
    yaml.events()
        .scopes(route)
        .map(scopes -> "Auth: { " + kept + "AuthorizationScopes: [" + scopes + "] }")
        .ifPresent(line -> demandAuth(declared, auth.isPresent(), sentence, line));
  }

  /** Only these know scopes. */
  private static boolean isJwt(TemplateNode api, TemplateNode authorizer) {
    return authorizer.function().isEmpty()
        && api.at("Auth", "Authorizers", authorizer.text(), "JwtConfiguration").isPresent();
  }

  /**
   * Reports that a route needs this line.
   *
   * @param replaces whether it takes the place of the {@code Auth} that is there
   */
  private void demandAuth(Declared declared, boolean replaces, String sentence, String line) {
    List<String> path =
        Findings.path(
            declared.function().id(), "Properties", "Events", declared.event(), "Properties");
    if (replaces) {
      findings.wrong(sentence, path, declared.properties().at("Auth"), line);
    } else {
      findings.missing(sentence, path, line);
    }
  }

  /** A default authorizer would refuse health checks from outside. */
  private void checkOpen(Declared declared) {
    TemplateNode authorizer = declared.properties().at("Auth", "Authorizer");
    boolean guarded = apis().anyMatch(api -> api.at("Auth", "DefaultAuthorizer").isPresent());
    if (authorizer.isPresent() ? !authorizer.text().equals("NONE") : guarded) {
      String sentence =
          "The route " + declared.key() + " must be open, and is behind the API's authorizer";
      demandAuth(declared, authorizer.isPresent(), sentence, "Auth: { Authorizer: NONE }");
    }
  }

  private Stream<TemplateNode> apis() {
    return Stream.concat(
        resources.wiring().template().ofType("AWS::Serverless::HttpApi").stream()
            .map(api -> api.properties()),
        Stream.of(resources.wiring().template().root().at("Globals", "HttpApi")));
  }

  private Stream<Declared> all() {
    return resources.wiring().functions().stream().flatMap(RouteRules::declared);
  }

  private static Stream<Declared> declared(ServiceFunction function) {
    return function.events(EVENT).entrySet().stream().map(event -> of(function, event));
  }

  private static Declared of(ServiceFunction function, Map.Entry<String, TemplateNode> event) {
    return new Declared(function, event.getKey(), Objects.requireNonNull(event.getValue()));
  }
}
