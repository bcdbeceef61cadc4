package dev.headwater.template.check;

import dev.headwater.template.check.Grants.Statement;
import dev.headwater.template.check.Right.Grant;
import dev.headwater.template.check.yaml.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That each function has the rights that it uses, and no others to what the service uses. */
final class RightRules {
  private final Template template;
  private final Findings findings;
  private final FunctionYaml yaml;

  RightRules(Template template, Findings findings, FunctionYaml yaml) {
    this.template = template;
    this.findings = findings;
    this.yaml = yaml;
  }

  void check(FunctionNeed need, ServiceFunction function) {
    if (isRoleMissing(need, function)) {
      return;
    }
    Grants grants = new Grants(template, function);
    List<Right> expected = new ArrayList<>(need.rights());
    expected.addAll(bySource(need, function));
    if (!grants.isMadeBySam()) {
      expected.addAll(need.byEventSource());
      expected.addAll(
          grants.writesLogs() ? List.of() : FunctionYaml.ofLog(function.resource().properties()));
    }
    if (grants.unknown().isEmpty()) {
      missing(function, grants, expected);
    } else {
      findings.notLookedAt(
          "whether "
              + function.id()
              + " has all permissions that it needs, because "
              + String.join(" and ", new LinkedHashSet<>(grants.unknown())));
    }
    superfluous(function, grants, expected, need);
  }

  /** A role that the template means to have, but lacks. */
  private boolean isRoleMissing(FunctionNeed need, ServiceFunction function) {
    String role =
        function
            .resource()
            .properties()
            .at("Role")
            .text()
            .replaceFirst("^\\$\\{([A-Za-z0-9]+)\\.Arn}$", "$1");
    boolean isMissing = role.matches("[A-Za-z0-9]+") && !template.resources().containsKey(role);
    if (isMissing) {
      findings.missing(
          function.id() + " has the role " + role + ", which is not in the template",
          List.of("Resources"),
          yaml.role(role, need, FunctionYaml.ofLog(function.resource().properties())));
    }
    return isMissing;
  }

  /** To send what its event source gave up on. */
  private static List<Right> bySource(FunctionNeed need, ServiceFunction function) {
    if (need.kind() != FunctionKind.RELAY) {
      return List.of();
    }
    return function.events(SourceRules.STREAM).values().stream()
        .map(source -> source.at("DestinationConfig", "OnFailure", "Destination").text())
        .filter(arn -> arn.startsWith("${"))
        .flatMap(arn -> Right.on(arn, "sqs:SendMessage"))
        .toList();
  }

  private void missing(ServiceFunction function, Grants grants, List<Right> expected) {
    Map<String, List<Right>> missing = new LinkedHashMap<>();
    for (Right right : expected) {
      if (right.must()
          && grants.statements().stream().noneMatch(each -> each.grant().covers(right))) {
        missing
            .computeIfAbsent(right.resource() + ' ' + right.partition(), first -> new ArrayList<>())
            .add(right);
      }
    }
    missing
        .values()
        .forEach(
            rights ->
                grants.add(
                    findings,
                    function.id()
                        + " lacks the permission "
                        + String.join(", ", rights.stream().map(Right::action).toList())
                        + " on "
                        + rights.getFirst().shown(),
                    PolicyYaml.statements(rights)));
  }

  private void superfluous(
      ServiceFunction function, Grants grants, List<Right> expected, FunctionNeed need) {
    Set<Grant> told = new LinkedHashSet<>();
    for (Statement statement : grants.statements()) {
      Grant grant = statement.grant();
      boolean justified = expected.stream().anyMatch(right -> right.justifies(grant));
      if (grant.isOfService() && !justified && told.add(grant)) {
        findings.superfluous(
            function.id()
                + " has the permission "
                + grant.action()
                + " on "
                + Right.shown(grant.resource())
                + advice(grant, expected, need),
            statement.node());
      }
    }
  }

  private static String advice(Grant grant, List<Right> expected, FunctionNeed need) {
    List<Right> used = expected.stream().filter(grant::includes).toList();
    if (used.isEmpty()) {
      return ", which the " + need.shown() + " does not use: remove it";
    }
    return ", but uses no more of it than "
        + String.join(
            ", ",
            used.stream().map(right -> right.action() + " on " + right.shown()).distinct().toList())
        + ": name that instead";
  }
}
