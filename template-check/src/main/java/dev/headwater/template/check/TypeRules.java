package dev.headwater.template.check;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;

/** That resources are of the type that they are used as. */
final class TypeRules {
  private final Template template;
  private final Findings findings;

  TypeRules(Template template, Findings findings) {
    this.template = template;
    this.findings = findings;
  }

  /** Every resource has a type; without one, CloudFormation deploys nothing. */
  void check() {
    for (Resource resource : template.resources().values()) {
      if (resource.type().isEmpty()) {
        findings.missing(
            resource.id() + " has no Type",
            Findings.path(resource.id()),
            "Type: " + usual(resource.id()));
      }
    }
  }

  private static String usual(String id) {
    if (id.endsWith("Function")) {
      return "AWS::Serverless::Function";
    }
    if (id.endsWith("Role")) {
      return "AWS::IAM::Role";
    }
    if (id.endsWith("Table")) {
      return TableRules.TABLE;
    }
    if (id.endsWith("Rule")) {
      return "AWS::Events::Rule";
    }
    if (id.endsWith("QueuePolicy")) {
      return "AWS::SQS::QueuePolicy";
    }
    return id.endsWith("Bus") ? "AWS::Events::EventBus" : "AWS::SQS::Queue";
  }

  /** Whether a resource has this type; if not, that is found. */
  boolean is(Resource resource, String type, String holds) {
    boolean same = resource.type().equals(type);
    if (!same && !resource.type().isEmpty()) {
      findings.wrong(
          resource.id()
              + ", which is for "
              + holds
              + ", must be an "
              + type
              + ", not an "
              + resource.type(),
          Findings.path(resource.id()),
          template.root().at("Resources", resource.id(), "Type"),
          "Type: " + type);
    }
    return same;
  }
}
