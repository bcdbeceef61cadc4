package dev.headwater.local.template;

import dev.headwater.local.template.values.LocallyIgnored;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.StringFunctions;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Reports circular references between resources, by reference or DependsOn, which CloudFormation
 * cannot deploy. A function's events do not count, because SAM turns them into separate resources.
 */
final class CircularReferenceCheck {
  private final List<Resource> resources;
  private final ReadContext context;
  private final Set<String> finished = new HashSet<>();

  CircularReferenceCheck(List<Resource> resources, ReadContext context) {
    this.resources = resources;
    this.context = context;
  }

  /** Reports every cycle once. */
  void check() {
    for (Resource resource : resources) {
      visit(resource, new LinkedHashSet<>());
    }
  }

  private void visit(Resource resource, SequencedSet<String> path) {
    String id = resource.logicalId();
    if (path.contains(id)) {
      List<String> cycle = new ArrayList<>(path);
      cycle = cycle.subList(cycle.indexOf(id), cycle.size());
      context.problem(
          resource.line(), "circular reference: " + String.join(" -> ", cycle) + " -> " + id);
      return;
    }
    if (!finished.add(id)) {
      return;
    }
    path.add(id);
    Set<String> needed = dependencies(resource);
    for (Resource other : resources) {
      if (needed.contains(other.logicalId())) {
        visit(other, path);
      }
    }
    path.remove(id);
  }

  private Set<String> dependencies(Resource resource) {
    var needed = new HashSet<String>();
    resource.dependsOn().forEach(other -> needed.add(other.text()));
    resource
        .properties()
        .forEach(
            (name, entry) -> {
              if (!name.equals("Events") && !LocallyIgnored.isProperty(resource.awsType(), name)) {
                collect(entry.value(), needed);
              }
            });
    return needed;
  }

  private void collect(Value value, Set<String> needed) {
    switch (value) {
      case Scalar scalar -> {}
      case Sequence sequence -> sequence.items().forEach(item -> collect(item, needed));
      case Mapping mapping -> mapping.forEach((name, entry) -> collect(entry.value(), needed));
      case Call call -> collectCall(call, needed);
    }
  }

  private void collectCall(Call call, Set<String> needed) {
    switch (call.function()) {
      case "Fn::If" ->
          context
              .attempt(() -> context.resolver().chosenBranch(call))
              .ifPresent(chosen -> collect(chosen, needed));
      case "Ref", "Fn::GetAtt" -> needed.add(firstName(call.argument()));
      case "Fn::Sub" -> {
        needed.addAll(StringFunctions.references(call));
        collect(call.argument(), needed);
      }
      default -> collect(call.argument(), needed);
    }
  }

  private static String firstName(Value argument) {
    Value first =
        argument instanceof Sequence sequence && !sequence.items().isEmpty()
            ? sequence.items().get(0)
            : argument;
    return first instanceof Scalar scalar ? scalar.text().replaceFirst("\\..*", "") : "";
  }
}
