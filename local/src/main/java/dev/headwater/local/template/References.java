package dev.headwater.local.template;

import dev.headwater.local.template.values.NoLocalMeaning;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.StringFunctions;
import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import dev.headwater.local.template.values.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Which resource needs which other one, as CloudFormation sees it: by reference or DependsOn. A
 * circle among them could not be deployed. A function's events do not count: what they become lies
 * outside of the function.
 */
final class References {
  private final List<Resource> resources;
  private final Reading reading;
  private final Set<String> finished = new HashSet<>();

  References(List<Resource> resources, Reading reading) {
    this.resources = resources;
    this.reading = reading;
  }

  /** Reports every circle once. */
  void check() {
    for (Resource resource : resources) {
      visit(resource, new LinkedHashSet<>());
    }
  }

  private void visit(Resource resource, SequencedSet<String> path) {
    String id = resource.logicalId();
    if (path.contains(id)) {
      List<String> circle = new ArrayList<>(path);
      circle = circle.subList(circle.indexOf(id), circle.size());
      reading
          .problems()
          .add(resource.line(), "circular reference: " + String.join(" -> ", circle) + " -> " + id);
      return;
    }
    if (!finished.add(id)) {
      return;
    }
    path.add(id);
    Set<String> needed = needs(resource);
    for (Resource other : resources) {
      if (needed.contains(other.logicalId())) {
        visit(other, path);
      }
    }
    path.remove(id);
  }

  private Set<String> needs(Resource resource) {
    var needed = new HashSet<String>();
    resource.dependsOn().forEach(other -> needed.add(other.text()));
    resource
        .properties()
        .entries()
        .forEach(
            (name, entry) -> {
              if (!name.equals("Events") && !NoLocalMeaning.property(resource.awsType(), name)) {
                collect(entry.value(), needed);
              }
            });
    return needed;
  }

  private void collect(Value value, Set<String> needed) {
    switch (value) {
      case Scalar scalar -> {}
      case Sequence sequence -> sequence.items().forEach(item -> collect(item, needed));
      case Mapping mapping ->
          mapping.entries().forEach((name, entry) -> collect(entry.value(), needed));
      case Call call -> collectCall(call, needed);
    }
  }

  private void collectCall(Call call, Set<String> needed) {
    switch (call.function()) {
      case "Fn::If" -> {
        Value chosen = reading.attempt(() -> reading.resolver().chosen(call));
        if (chosen != null) {
          collect(chosen, needed);
        }
      }
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
