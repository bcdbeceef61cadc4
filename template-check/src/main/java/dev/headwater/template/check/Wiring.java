package dev.headwater.template.check;

import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which resource is what: the functions' environment variables tell. Where none does, a resource
 * has the usual logical id.
 */
final class Wiring {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)(\\.[A-Za-z]+)?}");

  private final Template template;
  private final List<ServiceFunction> functions;

  Wiring(Template template) {
    this.template = template;
    this.functions =
        template.resources().values().stream()
            .filter(Resource::isFunction)
            .map(ServiceFunction::new)
            .toList();
  }

  Template template() {
    return template;
  }

  List<ServiceFunction> functions() {
    return functions;
  }

  Stream<ServiceFunction> readyMade() {
    return functions.stream().filter(ServiceFunction::isReadyMade);
  }

  /** The functions of a kind; of projectors, those of a projection. */
  List<ServiceFunction> of(FunctionKind kind, String projection) {
    return functions.stream()
        .filter(function -> function.has(kind))
        .filter(
            function ->
                kind != FunctionKind.PROJECTOR
                    || template.resolved(function.variable("PROJECTION")).equals(projection))
        .toList();
  }

  /** What the first function that has a variable sets it to; otherwise the usual. */
  Value value(String variable, String usual) {
    return value(readyMade(), variable, usual);
  }

  /** The same for a projector's variables, which are not those of others. */
  Value value(String projection, String variable, String usual) {
    return value(of(FunctionKind.PROJECTOR, projection).stream(), variable, usual);
  }

  private Value value(Stream<ServiceFunction> among, String variable, String usual) {
    List<Value> set =
        among
            .map(function -> function.variables().get(variable))
            .filter(Objects::nonNull)
            .filter(node -> !node.text().isEmpty())
            .map(this::valueOf)
            .toList();
    return set.stream()
        .filter(value -> value.choice() != null)
        .findFirst()
        .orElseGet(() -> set.isEmpty() ? valueOf(usual) : set.getFirst());
  }

  Value valueOf(String text) {
    return new Value(text, idIn(text), null);
  }

  private Value valueOf(TemplateNode node) {
    Choice choice = Choice.of(node);
    if (choice == null) {
      return valueOf(node.text());
    }
    boolean otherFirst = isParameter(choice.first()) && idIn(choice.second()) != null;
    boolean otherSecond = idIn(choice.first()) != null && isParameter(choice.second());
    String own = otherFirst ? choice.second() : choice.first();
    return new Value(own, idIn(own), otherFirst || otherSecond ? choice : null);
  }

  private boolean isParameter(String text) {
    Matcher reference = REFERENCE.matcher(text);
    return reference.matches() && template.root().at("Parameters", reference.group(1)).isPresent();
  }

  /** A resource's id, also if the template lacks it; {@code null} of a parameter and the like. */
  private @Nullable String idIn(String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      return null;
    }
    String id = reference.group(1);
    boolean elsewhere =
        template.root().at("Parameters", id).isPresent()
            || id.matches("ImportValue|FindInMap|Select");
    return elsewhere ? null : id;
  }

  /** Whether the template has this resource. */
  boolean has(String id) {
    return template.resources().containsKey(id);
  }

  /** The start of the usual ids of a projection's resources: {@code OrderView} of order-view. */
  static String prefix(String projection) {
    return Stream.of(projection.split("-"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /**
   * The value of a variable.
   *
   * @param id of the resource that it refers to; {@code null} if that is not in the template
   * @param choice between this resource and one that a parameter names; {@code null} if there is
   *     none
   */
  record Value(String text, @Nullable String id, @Nullable Choice choice) {
    /** What the parameter is called that may name another resource; {@code null} if none may. */
    @Nullable String parameter() {
      if (choice == null) {
        return null;
      }
      String other = choice.first().equals(text) ? choice.second() : choice.first();
      return other.substring(2, other.length() - 1);
    }

    String yaml() {
      return choice == null ? YamlText.value(text) : choice.yaml();
    }

    /** The resource's ARN; of one from elsewhere, empty. */
    String arn() {
      return id == null ? "" : "${" + id + ".Arn}";
    }

    String stream() {
      return id == null ? "" : "${" + id + ".StreamArn}";
    }

    /** The resource's id, or how the template refers to it. */
    String shown() {
      return id == null ? text : id;
    }
  }
}
