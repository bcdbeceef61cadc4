package dev.headwater.template.check;

import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That a function whose version is published anew whenever its code changes is also published when
 * only a parameter changes that its variables contain. Otherwise, its alias stays at the old value.
 * {@code AutoPublishAliasAllProperties} does not help: it compares the properties as the template
 * has them, with references instead of values. See <a
 * href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html">SAM's
 * documentation</a>.
 */
final class VersionRules {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");
  private static final String DESCRIPTION = "VersionDescription";

  private final Template template;
  private final Findings findings;

  VersionRules(Template template, Findings findings) {
    this.template = template;
    this.findings = findings;
  }

  void check(ServiceFunction function) {
    TemplateNode properties = function.resource().properties();
    if (!properties.at("AutoPublishAlias").isPresent()) {
      return;
    }
    TemplateNode description = properties.at(DESCRIPTION);
    Set<String> missing = new LinkedHashSet<>();
    function.variables().values().stream()
        .flatMap(this::references)
        .filter(
            reference -> template.isParameter(reference) && !description.text().contains(reference))
        .forEach(missing::add);
    if (!missing.isEmpty()) {
      String line = DESCRIPTION + ": " + YamlText.value(with(description.text(), missing));
      String sentence =
          "%s's %s must contain %s, since SAM publishes no version when only a parameter changes"
              .formatted(function.id(), DESCRIPTION, String.join(" and ", missing));
      if (description.isPresent()) {
        findings.wrong(sentence, Findings.path(function.id(), "Properties"), description, line);
      } else {
        findings.missing(sentence, Findings.path(function.id(), "Properties"), line);
      }
    }
  }

  /** What a value refers to, and the conditions that choose it. */
  private Stream<String> references(TemplateNode value) {
    Stream<TemplateNode> conditions =
        value
            .all()
            .filter(part -> part.function().equals("If") && !part.items().isEmpty())
            .map(part -> template.root().at("Conditions", part.items().getFirst().value()));
    return Stream.concat(value.branches(), conditions.flatMap(TemplateNode::all))
        .flatMap(part -> REFERENCE.matcher(part.text()).results())
        .map(MatchResult::group);
  }

  private static String with(String description, Set<String> missing) {
    String more = String.join(", ", missing);
    return description.isEmpty() ? more : description + ", " + more;
  }
}
