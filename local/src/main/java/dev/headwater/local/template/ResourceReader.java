package dev.headwater.local.template;

import dev.headwater.local.template.values.IgnoredParts;
import dev.headwater.local.template.values.LocallyIgnored;
import dev.headwater.local.template.values.Problems;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.ResourceNames;
import dev.headwater.local.template.values.ResourceType;
import dev.headwater.local.template.values.TemplateException;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads what all resources have: type, condition, dependencies, unread properties. */
record ResourceReader(Mapping globals, Problems problems, IgnoredParts ignored) {
  /** CloudFormation's limit. */
  private static final int MAX_RESOURCES = 500;

  SequencedMap<String, Resource> read(Mapping section) {
    globals.forEach(
        (name, entry) -> {
          if (!name.equals("Function") && !name.equals("HttpApi")) {
            problems.add(entry.line(), "Globals for " + name + " are not supported locally");
          } else {
            require(entry.value() instanceof Mapping, entry.line(), name);
          }
        });
    var resources = new LinkedHashMap<String, Resource>();
    section.forEach(
        (id, entry) -> {
          Resource resource =
              entry.value() instanceof Mapping mapping ? resource(id, entry.line(), mapping) : null;
          if (resource == null) {
            problems.add(entry.line(), "resource \"" + id + "\" needs a Type");
          } else {
            resources.put(id, resource);
          }
        });
    if (resources.size() > MAX_RESOURCES) {
      throw new TemplateException(section.line(), "more than " + MAX_RESOURCES + " resources");
    }
    resources.values().forEach(resource -> checkDependencies(resource, resources));
    return resources;
  }

  private @Nullable Resource resource(String id, int line, Mapping mapping) {
    if (!(mapping.get("Type") instanceof Scalar awsType)) {
      return null;
    }
    checkAttributes(id, mapping);
    ResourceType type = ResourceType.of(awsType.text());
    if (type == null && !LocallyIgnored.isType(awsType.text())) {
      problems.add(
          awsType.line(),
          ("resource \"%s\": the type %s is not supported locally: remove the resource, or "
                  + "exclude it by a condition")
              .formatted(id, awsType.text()));
    }
    Mapping own = mapping.get("Properties") instanceof Mapping given ? given : Mapping.empty(line);
    Scalar condition = mapping.get("Condition") instanceof Scalar name ? name : null;
    return new Resource(
        id,
        line,
        awsType.text(),
        type,
        own.over(globals(awsType.text())),
        condition,
        mapping.scalars("DependsOn"));
  }

  private void checkAttributes(String id, Mapping mapping) {
    mapping.forEach(
        (name, entry) -> {
          Value value = entry.value();
          switch (name) {
            case "Type" -> {}
            case "Condition" -> require(value instanceof Scalar, entry.line(), name);
            case "DependsOn" ->
                require(value instanceof Scalar || value instanceof Sequence, entry.line(), name);
            case "Properties" -> require(value instanceof Mapping, entry.line(), name);
            default -> checkAttribute(id, name, entry.line());
          }
        });
  }

  private void require(boolean hasExpectedKind, int line, String name) {
    if (!hasExpectedKind) {
      problems.add(line, name + " has a value of the wrong kind");
    }
  }

  private void checkAttribute(String id, String name, int line) {
    if (LocallyIgnored.ATTRIBUTES.contains(name)) {
      ignored.property("Resources", name);
    } else {
      problems.add(line, "resource \"" + id + "\" has an unknown attribute \"" + name + "\"");
    }
  }

  private Mapping globals(String awsType) {
    String section =
        switch (awsType) {
          case ResourceType.SAM_FUNCTION -> "Function";
          case "AWS::Serverless::HttpApi" -> "HttpApi";
          default -> "";
        };
    return globals.get(section) instanceof Mapping mapping ? mapping : Mapping.empty(0);
  }

  private void checkDependencies(Resource resource, SequencedMap<String, Resource> all) {
    for (Scalar name : resource.dependsOn()) {
      boolean exists =
          all.containsKey(name.text())
              || name.text().equals(ResourceNames.IMPLICIT_API)
              || all.values().stream().anyMatch(other -> isGenerated(other, name.text()));
      if (!exists) {
        problems.add(name.line(), "DependsOn: there is no resource \"" + name.text() + "\"");
      }
    }
  }

  /** SAM generates further resources, whose names begin with that of the declared one. */
  private static boolean isGenerated(Resource resource, String name) {
    return resource.awsType().startsWith("AWS::Serverless::")
        && name.startsWith(resource.logicalId());
  }
}
