package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The intrinsic functions that build and split strings. */
public final class StringFunctions {
  /** {@code ${Name}}, {@code ${Name.Attribute}}, and {@code ${!Name}} for a literal. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private static final int MAX_LENGTH = TemplateYaml.MAX_BYTES;

  private final Resolver resolver;

  StringFunctions(Resolver resolver) {
    this.resolver = resolver;
  }

  Scalar sub(Call call) {
    Value format = call.argument();
    Mapping own = Mapping.empty(call.line());
    if (format instanceof Sequence) {
      List<Value> arguments = Resolver.arguments(call, 2);
      format = arguments.get(0);
      own = arguments.get(1) instanceof Mapping mapping ? mapping : own;
    }
    Mapping variables = own;
    Matcher placeholders = PLACEHOLDER.matcher(resolver.text(format, call.function()));
    return bounded(
        call,
        placeholders.replaceAll(
            match -> Matcher.quoteReplacement(substitute(match, variables, call))));
  }

  private String substitute(MatchResult match, Mapping variables, Call call) {
    String name = match.group(1).strip();
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    Value own = variables.get(name);
    if (own != null) {
      return resolver.text(own, call.function());
    }
    int dot = name.indexOf('.');
    if (dot > 0) {
      return resolver
          .attribute(name.substring(0, dot), name.substring(dot + 1), call.line())
          .text();
    }
    if (resolver.ref(name, call.line()) instanceof Scalar scalar) {
      return scalar.text();
    }
    throw new TemplateException(call.line(), "Fn::Sub: \"" + name + "\" is not a string");
  }

  /** The parameters and resources that an Fn::Sub refers to; excludes its own variables. */
  public static List<String> references(Call sub) {
    Value format = sub.argument();
    Mapping own = Mapping.empty(sub.line());
    if (format instanceof Sequence sequence && sequence.items().size() == 2) {
      format = sequence.items().get(0);
      own = sequence.items().get(1) instanceof Mapping mapping ? mapping : own;
    }
    var names = new ArrayList<String>();
    if (format instanceof Scalar scalar) {
      for (MatchResult match : PLACEHOLDER.matcher(scalar.text()).results().toList()) {
        String name = match.group(1).strip();
        if (own.get(name) == null) {
          names.add(name.replaceFirst("\\..*", ""));
        }
      }
    }
    return names;
  }

  Scalar join(Call call) {
    List<Value> arguments = Resolver.arguments(call, 2);
    String delimiter = resolver.text(arguments.get(0), call.function());
    var parts = new ArrayList<String>();
    for (Value item : resolver.items(arguments.get(1), call.function())) {
      parts.add(resolver.text(item, call.function()));
    }
    return bounded(call, String.join(delimiter, parts));
  }

  /** Nested functions could grow a string exponentially. */
  private static Scalar bounded(Call call, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new TemplateException(
          call.line(), call.function() + " makes a string that is too long");
    }
    return Scalar.text(call.line(), text);
  }

  Sequence split(Call call) {
    List<Value> arguments = Resolver.arguments(call, 2);
    String delimiter = resolver.text(arguments.get(0), call.function());
    String text = resolver.text(arguments.get(1), call.function());
    if (delimiter.isEmpty()) {
      throw new TemplateException(call.line(), "Fn::Split needs a delimiter");
    }
    var parts = new ArrayList<Value>();
    for (String part : text.split(Pattern.quote(delimiter), -1)) {
      parts.add(Scalar.text(call.line(), part));
    }
    return new Sequence(call.line(), parts);
  }

  Value select(Call call) {
    List<Value> arguments = Resolver.arguments(call, 2);
    String index = resolver.text(arguments.get(0), call.function());
    List<Value> items = resolver.items(arguments.get(1), call.function());
    if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= items.size()) {
      throw new TemplateException(
          call.line(), "Fn::Select has no item " + index + " among " + items.size());
    }
    return items.get(Integer.parseInt(index));
  }
}
