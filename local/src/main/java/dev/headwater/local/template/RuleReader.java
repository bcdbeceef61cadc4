package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.RuleDeclaration.Target;
import dev.headwater.local.template.values.JsonText;
import dev.headwater.local.template.values.Resolver;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules: each {@code AWS::Events::Rule}, and those that SAM makes of the events of functions.
 * A rule has a pattern, a schedule or both, which are separate declarations.
 */
final class RuleReader {
  private static final int MAX_TARGETS = 5;

  private final Targets targets;
  private final List<RuleDeclaration> rules = new ArrayList<>();
  private final List<ScheduleDeclaration> schedules = new ArrayList<>();

  RuleReader(Targets targets) {
    this.targets = targets;
  }

  /** The rules read so far that have a pattern. */
  List<RuleDeclaration> rules() {
    return rules;
  }

  /** The enabled rules read so far that have a schedule. */
  List<ScheduleDeclaration> schedules() {
    return schedules;
  }

  /** Reads an {@code AWS::Events::Rule}. */
  boolean read(Resource resource, String name, Properties properties) {
    properties.text("Name");
    String bus = targets.busName(properties, "EventBusName");
    boolean enabled = isEnabled(properties);
    List<Target> receivers = receivers(properties);
    String schedule = properties.text("ScheduleExpression");
    Value pattern = properties.value("EventPattern");
    if (schedule == null && pattern == null) {
      properties.problem("EventPattern", "a rule needs an EventPattern or a ScheduleExpression");
    }
    if (schedule != null && !bus.equals(BusDeclaration.DEFAULT)) {
      properties.problem("EventBusName", "only a rule of the default bus may have a schedule");
    }
    Optional<ScheduleExpression> expression =
        expression(schedule, "ScheduleExpression", properties);
    expression
        .filter(valid -> enabled)
        .ifPresent(valid -> schedules.add(new ScheduleDeclaration(name, valid, receivers)));
    return pattern == null
        || rules.add(
            new RuleDeclaration(
                resource.logicalId(),
                name,
                bus,
                json(pattern, "EventPattern", properties),
                enabled,
                receivers));
  }

  /** Reads an event of type {@code EventBridgeRule} or {@code CloudWatchEvent}. */
  boolean readRule(Resource function, String functionName, String event, Properties properties) {
    Value pattern = properties.value("Pattern");
    if (pattern == null) {
      properties.problem("Pattern", "the event needs a Pattern");
    }
    return rules.add(
        new RuleDeclaration(
            function.logicalId() + event,
            properties.text("RuleName", functionName + event),
            targets.busName(properties, "EventBusName"),
            pattern == null ? "{}" : json(pattern, "Pattern", properties),
            isEventEnabled(properties),
            List.of(receiver(functionName, properties))));
  }

  /** Reads an event of type {@code Schedule}. */
  boolean readSchedule(String functionName, String event, Properties properties) {
    String name = properties.text("Name", functionName + event);
    boolean enabled = isEventEnabled(properties);
    Target receiver = receiver(functionName, properties);
    return expression(properties.required("Schedule"), "Schedule", properties)
        .filter(valid -> enabled)
        .map(valid -> schedules.add(new ScheduleDeclaration(name, valid, List.of(receiver))))
        .orElse(false);
  }

  private List<Target> receivers(Properties properties) {
    List<Target> receivers = properties.parts("Targets", this::target);
    if (receivers.size() > MAX_TARGETS) {
      properties.problem("Targets", "a rule has at most " + MAX_TARGETS + " targets");
    }
    if (receivers.stream().map(Target::id).distinct().count() < receivers.size()) {
      properties.problem("Targets", "two targets have the same Id");
    }
    return receivers;
  }

  private Target target(Properties properties) {
    return new Target(
        properties.required("Id"),
        targets.queueOrFunctionArn(properties, "Arn"),
        input(properties),
        deadLetters(properties));
  }

  /** The function itself, as the target of the rule that SAM makes of its event. */
  private Target receiver(String functionName, Properties properties) {
    String id = properties.part("Target", part -> part.required("Id"));
    return new Target(
        id == null ? functionName : id,
        LocalArn.function(functionName),
        input(properties),
        deadLetters(properties));
  }

  private @Nullable String deadLetters(Properties properties) {
    return properties.part("DeadLetterConfig", part -> targets.queueArn(part, "Arn"));
  }

  private static @Nullable String input(Properties properties) {
    String input = properties.text("Input");
    if (input != null && !JsonText.isJson(input)) {
      properties.invalid("Input", "must be a string that contains JSON");
    }
    return input;
  }

  private static boolean isEventEnabled(Properties properties) {
    boolean enabled = properties.flag("Enabled", true);
    return isEnabled(properties) && enabled;
  }

  private static boolean isEnabled(Properties properties) {
    return properties.oneOf("State", "ENABLED", List.of("ENABLED", "DISABLED")).equals("ENABLED");
  }

  private static Optional<ScheduleExpression> expression(
      @Nullable String text, String property, Properties properties) {
    return text == null || text.isEmpty()
        ? Optional.empty()
        : properties
            .context()
            .attempt(() -> ScheduleExpression.parse(text, properties.line(property)));
  }

  private static String json(Value pattern, String property, Properties properties) {
    Resolver resolver = properties.context().resolver();
    Optional<String> json =
        pattern instanceof Scalar scalar
            ? Optional.of(scalar.text())
            : properties.context().attempt(() -> JsonText.of(pattern, resolver));
    if (json.filter(text -> !JsonText.isObject(text)).isPresent()) {
      properties.problem(property, "an event pattern must be a JSON object");
    }
    return json.orElse("{}");
  }
}
