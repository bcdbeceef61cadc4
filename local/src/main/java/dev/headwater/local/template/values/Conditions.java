package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.List;

/** The Conditions section; evaluates each condition on first use. */
public final class Conditions {
  private final Mapping section;
  private final Resolver resolver;
  private final Acyclic<Boolean> evaluated = new Acyclic<>("circular condition");

  Conditions(Mapping section, Resolver resolver) {
    this.section = section;
    this.resolver = resolver;
  }

  /**
   * @throws TemplateException when the condition is missing or cannot be evaluated
   */
  boolean holds(String name, int line) {
    Value condition = section.get(name);
    if (condition == null) {
      throw new TemplateException(line, "there is no condition \"" + name + "\"");
    }
    return evaluated.get(name, section.lineOf(name), () -> evaluate(condition));
  }

  private boolean evaluate(Value value) {
    if (value instanceof Mapping mapping
        && mapping.entries().size() == 1
        && mapping.get("Condition") instanceof Scalar other) {
      return holds(other.text(), other.line());
    }
    if (!(value instanceof Call call)) {
      throw new TemplateException(value.line(), "this is not a condition");
    }
    return switch (call.function()) {
      case "Condition" -> holds(resolver.text(call.argument(), "Condition"), call.line());
      case "Fn::Equals" -> equal(Resolver.arguments(call, 2));
      case "Fn::Not" -> !evaluate(Resolver.arguments(call, 1).get(0));
      case "Fn::And" -> operands(call).stream().allMatch(this::evaluate);
      case "Fn::Or" -> operands(call).stream().anyMatch(this::evaluate);
      default ->
          throw new TemplateException(
              call.line(), call.function() + " is not a condition function");
    };
  }

  private boolean equal(List<Value> both) {
    return resolver
        .text(both.get(0), "Fn::Equals")
        .equals(resolver.text(both.get(1), "Fn::Equals"));
  }

  private static List<Value> operands(Call call) {
    if (call.argument() instanceof Sequence sequence
        && sequence.items().size() >= 2
        && sequence.items().size() <= 10) {
      return sequence.items();
    }
    throw new TemplateException(call.line(), call.function() + " needs 2 to 10 conditions");
  }
}
