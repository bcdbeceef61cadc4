package dev.headwater.local.template;

import dev.headwater.local.template.RuleDeclaration.Target;
import dev.headwater.local.template.values.JsonText;
import dev.headwater.local.template.values.Resolver;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Scalar;
import java.util.List;
import java.util.Optional;

/** Reads an {@code AWS::Events::Rule} that routes whole events to queues. */
final class RuleReader {
  private static final int MAX_TARGETS = 5;

  private final Targets targets;

  RuleReader(Targets targets) {
    this.targets = targets;
  }

  RuleDeclaration read(Resource resource, String name, Properties properties) {
    properties.text("Name");
    boolean enabled =
        properties.oneOf("State", "ENABLED", List.of("ENABLED", "DISABLED")).equals("ENABLED");
    List<Target> queues = properties.parts("Targets", this::target);
    if (queues.size() > MAX_TARGETS) {
      properties.problem("Targets", "a rule has at most " + MAX_TARGETS + " targets");
    }
    if (queues.stream().map(Target::id).distinct().count() < queues.size()) {
      properties.problem("Targets", "two targets have the same Id");
    }
    return new RuleDeclaration(
        resource.logicalId(),
        name,
        targets.busName(properties, "EventBusName"),
        pattern(properties),
        enabled,
        queues);
  }

  private Target target(Properties properties) {
    String deadLetters = properties.part("DeadLetterConfig", part -> targets.queueArn(part, "Arn"));
    return new Target(properties.required("Id"), targets.queueArn(properties, "Arn"), deadLetters);
  }

  private static String pattern(Properties properties) {
    Value pattern = properties.value("EventPattern");
    if (pattern == null) {
      properties.problem("EventPattern", "a rule needs an EventPattern");
      return "{}";
    }
    Resolver resolver = properties.context().resolver();
    Optional<String> json =
        pattern instanceof Scalar scalar
            ? Optional.of(scalar.text())
            : properties.context().attempt(() -> JsonText.of(pattern, resolver));
    if (json.filter(text -> !JsonText.isObject(text)).isPresent()) {
      properties.problem("EventPattern", "an EventPattern must be a JSON object");
    }
    return json.orElse("{}");
  }
}
