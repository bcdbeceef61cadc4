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
 * The template's parameters with their values. A missing value is a fault only where somebody asks
 * for it: what has no local meaning may need parameters that nobody knows on a laptop.
 */
public final class Parameters {
  private final Map<String, ParameterDeclaration> declared = new LinkedHashMap<>();
  private final Map<String, String> given;

  public Parameters(Mapping section, Map<String, String> given, Problems problems) {
    this.given = Map.copyOf(given);
    section
        .entries()
        .forEach(
            (name, entry) -> {
              try {
                declared.put(name, ParameterDeclaration.read(name, entry));
              } catch (TemplateException fault) {
                problems.add(fault);
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
          "there is no parameter \""
              + name
              + "\": "
              + (declared.isEmpty()
                  ? "the template has none"
                  : "the template has " + String.join(", ", declared.keySet())));
    }
  }

  boolean has(String name) {
    return declared.containsKey(name);
  }

  /**
   * @param line where somebody asks
   * @throws TemplateException when it has no value, or a default that breaks its own rules
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

  /** The values of those that have one and that may be shown, by name. */
  public Map<String, String> shown() {
    var shown = new LinkedHashMap<String, String>();
    declared.forEach(
        (name, declaration) -> {
          String value = given.containsKey(name) ? given.get(name) : byDefault(declaration);
          if (value != null && !declaration.secret()) {
            shown.put(name, value);
          }
        });
    return shown;
  }

  private static @Nullable String byDefault(ParameterDeclaration declaration) {
    return declaration.isFromParameterStore() ? null : declaration.byDefault();
  }

  private String valueOf(String name, ParameterDeclaration declaration, int line) {
    String value = given.get(name);
    if (value != null) {
      return value; // checked when it was given
    }
    String byDefault = byDefault(declaration);
    if (byDefault == null) {
      throw new TemplateException(
          line,
          "parameter \""
              + name
              + "\" (line "
              + declaration.line()
              + ") has no value: give it one, on the command line with --parameter "
              + name
              + "=VALUE");
    }
    @Nullable String wrong = declaration.refusal(byDefault);
    if (wrong != null) {
      throw new TemplateException(
          declaration.line(), "the default of parameter \"" + name + "\" " + wrong);
    }
    return byDefault;
  }
}
