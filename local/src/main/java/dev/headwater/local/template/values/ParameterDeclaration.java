package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Entry;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's type, default and constraints.
 *
 * @param secret whether the value must never be printed ({@code NoEcho})
 * @param constraint the template's own message for a value that breaks a constraint
 */
record ParameterDeclaration(
    int line,
    String type,
    @Nullable String defaultValue,
    boolean secret,
    List<String> allowedValues,
    @Nullable Pattern allowedPattern,
    Bounds length,
    Bounds number,
    @Nullable String constraint) {
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Type",
          "Default",
          "AllowedValues",
          "AllowedPattern",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue",
          "Description",
          "ConstraintDescription",
          "NoEcho");

  /** Inclusive bounds; {@code null} means unbounded. */
  record Bounds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    boolean contains(BigDecimal value) {
      return (min == null || value.compareTo(min) >= 0)
          && (max == null || value.compareTo(max) <= 0);
    }

    String text() {
      return min != null && max != null
          ? " from " + min + " to " + max
          : (min == null ? "" : " of at least " + min) + (max == null ? "" : " of at most " + max);
    }
  }

  static ParameterDeclaration read(String name, Entry entry) {
    String label = "parameter \"" + name + "\"";
    if (!(entry.value() instanceof Mapping mapping)) {
      throw new TemplateException(entry.line(), label + " needs a Type");
    }
    for (String attribute : mapping.entries().keySet()) {
      if (!ATTRIBUTES.contains(attribute)) {
        throw new TemplateException(
            mapping.lineOf(attribute), label + " has an unknown attribute \"" + attribute + "\"");
      }
    }
    String type = text(mapping, "Type");
    if (type == null) {
      throw new TemplateException(entry.line(), label + " needs a Type");
    }
    return new ParameterDeclaration(
        entry.line(),
        type,
        text(mapping, "Default"),
        "true".equals(text(mapping, "NoEcho")),
        mapping.scalars("AllowedValues").stream().map(Scalar::text).toList(),
        allowedPattern(mapping),
        bounds(mapping, "MinLength", "MaxLength"),
        bounds(mapping, "MinValue", "MaxValue"),
        text(mapping, "ConstraintDescription"));
  }

  boolean isNumber() {
    return type.equals("Number");
  }

  boolean isList() {
    return type.equals("CommaDelimitedList") || type.startsWith("List<");
  }

  boolean isFromParameterStore() {
    return type.startsWith("AWS::SSM::Parameter::Value");
  }

  /** What is wrong with a value, as a predicate of the parameter's name; {@code null} if valid. */
  @Nullable String refusal(String value) {
    String[] items = isList() ? value.split(",", -1) : new String[] {value};
    for (String item : items) {
      String wrong = refusalOfItem(item.strip());
      if (wrong != null) {
        return (constraint == null ? wrong : constraint)
            + (secret ? "" : ", not \"" + item.strip() + "\"");
      }
    }
    return null;
  }

  private @Nullable String refusalOfItem(String item) {
    if (isNumber() || type.equals("List<Number>")) {
      BigDecimal parsed = number(item);
      if (parsed == null) {
        return "must be a number";
      }
      if (!number.contains(parsed)) {
        return "must be a number" + number.text();
      }
    }
    if (!allowedValues.isEmpty() && !allowedValues.contains(item)) {
      return "must be one of " + String.join(", ", allowedValues);
    }
    if (allowedPattern != null && !allowedPattern.matcher(item).matches()) {
      return "must match " + allowedPattern;
    }
    return length.contains(BigDecimal.valueOf(item.length()))
        ? null
        : "must have a length" + length.text();
  }

  private static @Nullable Pattern allowedPattern(Mapping mapping) {
    String pattern = text(mapping, "AllowedPattern");
    try {
      return pattern == null ? null : Pattern.compile(pattern);
    } catch (PatternSyntaxException broken) {
      throw new TemplateException(
          mapping.lineOf("AllowedPattern"),
          "AllowedPattern is not a regular expression: " + broken.getDescription());
    }
  }

  private static Bounds bounds(Mapping mapping, String min, String max) {
    return new Bounds(bound(mapping, min), bound(mapping, max));
  }

  private static @Nullable BigDecimal bound(Mapping mapping, String attribute) {
    String text = text(mapping, attribute);
    BigDecimal bound = text == null ? null : number(text);
    if (text != null && bound == null) {
      throw new TemplateException(mapping.lineOf(attribute), attribute + " must be a number");
    }
    return bound;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static @Nullable String text(Mapping mapping, String attribute) {
    Value value = mapping.get(attribute);
    if (value != null && !(value instanceof Scalar)) {
      throw new TemplateException(mapping.lineOf(attribute), attribute + " must be text");
    }
    return value instanceof Scalar scalar ? scalar.text() : null;
  }
}
