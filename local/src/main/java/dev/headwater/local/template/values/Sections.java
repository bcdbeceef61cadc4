package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import java.util.List;
import java.util.Set;

/** The top-level sections of a template. */
public record Sections(Mapping template, Problems problems) {
  private static final String SAM = "AWS::Serverless-2016-10-31";
  private static final Set<String> KNOWN =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Parameters",
          "Mappings",
          "Conditions",
          "Globals",
          "Resources");

  /** Reports unknown sections as problems, and lists those that have no effect locally. */
  public void check(IgnoredParts ignored) {
    for (String name : template.entries().keySet()) {
      if (LocallyIgnored.SECTIONS.contains(name)) {
        ignored.resource(name);
      } else if (!KNOWN.contains(name)) {
        problems.add(template.lineOf(name), "unknown section \"" + name + "\"");
      }
    }
    if (mapping("Resources").entries().isEmpty()) {
      problems.add(template.lineOf("Resources"), "the template declares no Resources");
    }
    checkTransform();
  }

  private void checkTransform() {
    List<Value> all = template.list("Transform");
    for (Value each : all) {
      if (!(each instanceof Scalar scalar && scalar.text().equals(SAM))) {
        problems.add(each.line(), "the only transform supported locally is " + SAM);
      }
    }
    boolean needed =
        mapping("Resources").entries().values().stream()
            .anyMatch(
                entry ->
                    entry.value() instanceof Mapping resource
                        && resource.get("Type") instanceof Scalar type
                        && type.text().startsWith("AWS::Serverless::"));
    if (all.isEmpty() && needed) {
      problems.add(1, "AWS::Serverless resources need \"Transform: " + SAM + "\"");
    }
  }

  /** A section, empty if the template does not have it. */
  public Mapping mapping(String name) {
    Value section = template.get(name);
    if (section instanceof Mapping mapping) {
      return mapping;
    }
    if (section != null) {
      problems.add(template.lineOf(name), name + " must be a mapping");
    }
    return Mapping.empty(template.lineOf(name));
  }
}
