package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template's parameters and their values. A missing value is an error only where a supported
 * part uses it, because ignored parts may need parameters that are unknown on a laptop.
 */
public final class Parameters {
  private final Map<String, ParameterDeclaration> declared = new LinkedHashMap<>();
  private final Map<String, String> given;

  public Parameters(Mapping section, Map<String, String> given, Problems problems) {
    this.given = Map.copyOf(given);
    section.forEach(
        (name, entry) -> {
          try {
            declared.put(name, ParameterDeclaration.read(name, entry));
          } catch (TemplateException e) {
            problems.add(e);
          }
        });
    this.given.forEach((name, value) -> checkGiven(section, name, value, problems));
  }

  private void checkGiven(Mapping section, String name, String value, Problems problems) {
    ParameterDeclaration declaration = declared.get(name);
    if (declaration != null) {
      String wrong = declaration.refusal(value);
      if (wrong != null) {
        problems.add(declaration.line(), "parameter \"" + name + "\" " + wrong);
      }
    } else if (!section.entries().containsKey(name)) {
      problems.add(
          Problems.NO_LINE,
          "there is no parameter \"%s\": %s"
              .formatted(
                  name,
                  declared.isEmpty()
                      ? "the template declares none"
                      : "the template declares " + String.join(", ", declared.keySet())));
    }
  }

  boolean has(String name) {
    return declared.containsKey(name);
  }

  /**
   * @param line where the template uses the parameter
   * @throws TemplateException when it has no value, or a default that breaks its own constraints
   */
  Value value(String name, int line) {
    ParameterDeclaration declaration = declared.get(name);
    if (declaration == null) {
      throw new TemplateException(line, "there is no parameter \"" + name + "\"");
    }
    String value = valueOf(name, declaration, line);
    if (!declaration.isList()) {
      return new Scalar(
          line, value, declaration.isNumber() ? Scalar.Kind.NUMBER : Scalar.Kind.TEXT);
    }
    List<Value> items = new ArrayList<>();
    for (String item : value.split(",", -1)) {
      items.add(Scalar.text(line, item.strip()));
    }
    return new Sequence(line, items);
  }

  /** Values by parameter name, without secret parameters and those that have no value. */
  public Map<String, String> printable() {
    var printable = new LinkedHashMap<String, String>();
    declared.forEach(
        (name, declaration) -> {
          String value = given.containsKey(name) ? given.get(name) : defaultValue(declaration);
          if (value != null && !declaration.secret()) {
            printable.put(name, value);
          }
        });
    return printable;
  }

  private static @Nullable String defaultValue(ParameterDeclaration declaration) {
    return declaration.isFromParameterStore() ? null : declaration.defaultValue();
  }

  private String valueOf(String name, ParameterDeclaration declaration, int line) {
    String value = given.get(name);
    if (value != null) {
      return value; // the constructor checked it
    }
    String defaultValue = defaultValue(declaration);
    if (defaultValue == null) {
      throw new TemplateException(
          line,
          "parameter \"%s\" (line %s) has no value: on the command line, pass --parameter %s=VALUE"
              .formatted(name, declaration.line(), name));
    }
    @Nullable String wrong = declaration.refusal(defaultValue);
    if (wrong != null) {
      throw new TemplateException(
          declaration.line(), "the default of parameter \"" + name + "\" " + wrong);
    }
    return defaultValue;
  }
}
