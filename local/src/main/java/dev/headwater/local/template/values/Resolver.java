package dev.headwater.local.template.values;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolves intrinsic functions lazily, so that an error in an ignored part of the template never
 * surfaces.
 */
public final class Resolver {
  private final StackOptions options;
  private final Parameters parameters;
  private final Mapping mappings;
  private final Conditions conditions;
  private final ResourceNames names;
  private final StringFunctions strings;

  public Resolver(
      StackOptions options,
      Parameters parameters,
      Mapping mappings,
      Mapping conditions,
      SequencedMap<String, Resource> resources) {
    this.options = options;
    this.parameters = parameters;
    this.mappings = mappings;
    this.conditions = new Conditions(conditions, this);
    this.names = new ResourceNames(options, resources, this);
    this.strings = new StringFunctions(this);
  }

  public String name(Resource resource) {
    return names.name(resource);
  }

  /** Whether the resource has no condition, or one that holds. */
  public boolean isPresent(Resource resource) {
    Scalar condition = resource.condition();
    return condition == null || conditions.holds(condition.text(), condition.line());
  }

  /**
   * Resolves the value itself, but not the values inside a list or mapping.
   *
   * @return {@code null} for {@code AWS::NoValue}
   * @throws TemplateException when the value cannot be resolved
   */
  public @Nullable Value resolve(Value value) {
    return switch (value) {
      case Call call -> call(call);
      case Scalar scalar -> literal(scalar);
      case Sequence sequence -> sequence;
      case Mapping mapping -> mapping;
    };
  }

  private static Scalar literal(Scalar scalar) {
    if (scalar.text().contains("{{resolve:")) {
      throw new TemplateException(
          scalar.line(), "dynamic references are not supported locally: use a parameter");
    }
    return scalar;
  }

  private @Nullable Value call(Call call) {
    return switch (call.function()) {
      case "Ref" -> ref(text(call.argument(), "Ref"), call.line());
      case "Fn::GetAtt" -> getAtt(call);
      case "Fn::Sub" -> strings.sub(call);
      case "Fn::Join" -> strings.join(call);
      case "Fn::Split" -> strings.split(call);
      case "Fn::Select" -> strings.select(call);
      case "Fn::FindInMap" -> findInMap(call);
      case "Fn::If" -> resolve(chosenBranch(call));
      case "Condition", "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
          throw new TemplateException(
              call.line(), call.function() + " belongs in the Conditions section");
      default ->
          throw new TemplateException(
              call.line(),
              call.function() + " is not supported locally: replace it, or use a parameter");
    };
  }

  /** The value of Ref; {@code null} for {@code AWS::NoValue}. */
  @Nullable Value ref(String name, int line) {
    if (parameters.has(name)) {
      return parameters.value(name, line);
    }
    return switch (name) {
      case "AWS::NoValue" -> null;
      case "AWS::Region" -> Scalar.text(line, LocalArn.REGION);
      case "AWS::AccountId" -> Scalar.text(line, LocalArn.ACCOUNT);
      case "AWS::Partition" -> Scalar.text(line, "aws");
      case "AWS::URLSuffix" -> Scalar.text(line, "amazonaws.com");
      case "AWS::StackName" -> Scalar.text(line, options.stackName());
      default -> Scalar.text(line, names.ref(name, line));
    };
  }

  private Scalar getAtt(Call call) {
    if (call.argument() instanceof Sequence sequence && sequence.items().size() == 2) {
      return attribute(
          text(sequence.items().get(0), call.function()),
          text(sequence.items().get(1), call.function()),
          call.line());
    }
    String path = text(call.argument(), call.function());
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw new TemplateException(call.line(), "Fn::GetAtt needs a resource and an attribute");
    }
    return attribute(path.substring(0, dot), path.substring(dot + 1), call.line());
  }

  Scalar attribute(String logicalId, String attribute, int line) {
    return Scalar.text(line, names.attribute(logicalId, attribute, line));
  }

  /** The branch of an Fn::If that its condition selects, unresolved. */
  public Value chosenBranch(Call call) {
    List<Value> arguments = arguments(call, 3);
    String condition = text(arguments.get(0), call.function());
    return conditions.holds(condition, call.line()) ? arguments.get(1) : arguments.get(2);
  }

  private @Nullable Value findInMap(Call call) {
    List<Value> path = arguments(call, 3);
    Value found = mappings;
    for (Value step : path) {
      String key = text(step, call.function());
      found = found instanceof Mapping mapping ? mapping.get(key) : null;
      if (found == null) {
        throw new TemplateException(
            call.line(), "Fn::FindInMap: the Mappings have no \"" + key + "\"");
      }
    }
    return resolve(found);
  }

  /** The arguments of a function that takes exactly that many. */
  static List<Value> arguments(Call call, int count) {
    if (call.argument() instanceof Sequence sequence && sequence.items().size() == count) {
      return sequence.items();
    }
    throw new TemplateException(
        call.line(), call.function() + " needs a list of " + count + " values");
  }

  /** The text of a value that must be a string, number or boolean. */
  String text(Value value, String of) {
    if (resolve(value) instanceof Scalar scalar) {
      return scalar.text();
    }
    throw new TemplateException(value.line(), of + " needs a string here");
  }

  /** The items of a value that must be a list, without those that are {@code AWS::NoValue}. */
  public List<Value> items(Value value, String of) {
    if (!(resolve(value) instanceof Sequence sequence)) {
      throw new TemplateException(value.line(), of + " needs a list here");
    }
    var items = new ArrayList<Value>();
    for (Value item : sequence.items()) {
      Value resolved = resolve(item);
      if (resolved != null) {
        items.add(resolved);
      }
    }
    return items;
  }
}
