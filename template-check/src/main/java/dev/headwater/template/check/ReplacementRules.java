package dev.headwater.template.check;

import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.ReplacedFacts;
import dev.headwater.template.check.yaml.Template;
import java.util.List;
import java.util.regex.Pattern;

/** That the template chooses between a view and the one that is to replace it. */
final class ReplacementRules {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  private final Resources resources;
  private final Template template;
  private final Findings findings;

  ReplacementRules(Resources resources, Findings findings) {
    this.resources = resources;
    this.template = resources.wiring().template();
    this.findings = findings;
  }

  void check() {
    for (ViewFacts view : resources.service().views()) {
      if (view.replaces() != null) {
        check(view, view.replaces());
      }
    }
  }

  private void check(ViewFacts next, ReplacedFacts old) {
    checkParameter(next, old);
    for (ServiceFunction query : resources.wiring().of(FunctionKind.QUERY, "")) {
      String chosen = template.resolved(query.variable(old.choice()));
      if (PARAMETER.matcher(chosen).matches()) {
        findings.notLookedAt("which view answers queries: " + chosen + " has no value here");
      } else if (!chosen.isEmpty() && !List.of(old.name(), next.name()).contains(chosen)) {
        findings.wrong(
            "%s's environment variable %s is %s, but must be %s or %s"
                .formatted(query.id(), old.choice(), chosen, old.name(), next.name()),
            Findings.path(query.id(), "Properties", "Environment", "Variables"),
            query.variables().getOrDefault(old.choice(), query.resource().properties()),
            old.choice() + ": " + old.name());
      }
    }
  }

  private void checkParameter(ViewFacts next, ReplacedFacts old) {
    String parameter = Resources.choiceParameter(old);
    String usual = "${" + parameter + '}';
    if (resources.chosen(old).text().equals(usual) && !template.isParameter(usual)) {
      findings.missing(
          "The parameter %s is missing; it chooses whether %s or %s answers queries"
              .formatted(parameter, old.name(), next.name()),
          List.of("Parameters"),
          """
          %s:
            Type: String
            Default: %s
            AllowedValues: [%2$s, %s]
            Description: The view that answers queries.\
          """
              .formatted(parameter, old.name(), next.name()));
    }
  }
}
