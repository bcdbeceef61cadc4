package dev.headwater.template.check;

import dev.headwater.template.check.Right.Grant;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the policies of a function grant, as far as the template tells. */
final class Grants {
  private static final String LOGS_ONLY = "AWSLambdaBasicExecutionRole";

  private final Template template;
  private final ServiceFunction function;
  private final @Nullable Resource role;
  private final List<Statement> statements = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private boolean logs;

  /** One grant, and where it stands. */
  record Statement(Grant grant, TemplateNode node) {}

  Grants(Template template, ServiceFunction function) {
    this.template = template;
    this.function = function;
    TemplateNode given = function.resource().properties().at("Role");
    this.role = given.isPresent() ? role(given) : null;
    if (role != null) {
      read(role);
    } else if (given.isPresent()) {
      unknown.add("its Role is not in the template");
    } else {
      logs = true; // SAM's own role
      function.resource().properties().at("Policies").elements().forEach(this::policy);
    }
  }

  private @Nullable Resource role(TemplateNode given) {
    String id = given.text().replaceFirst("^\\$\\{([A-Za-z0-9]+)\\.Arn}$", "$1");
    Resource found = template.resources().get(id);
    return found != null && found.type().equals("AWS::IAM::Role") ? found : null;
  }

  private void read(Resource own) {
    own.properties().at("Policies").elements().forEach(this::embedded);
    own.properties().at("ManagedPolicyArns").elements().forEach(this::policy);
    for (Resource other : template.resources().values()) {
      boolean attached =
          other.type().matches("AWS::IAM::(Policy|ManagedPolicy|RolePolicy)")
              && (other.properties().at("Roles").texts().contains("${" + own.id() + "}")
                  || other.properties().at("RoleName").text().equals("${" + own.id() + "}"));
      if (attached) {
        embedded(other.properties());
      }
    }
  }

  private void embedded(TemplateNode policy) {
    policy.at("PolicyDocument", "Statement").elements().forEach(this::statement);
  }

  /** An inline policy, a policy template of SAM, or the name of a managed policy. */
  private void policy(TemplateNode policy) {
    if (policy.at("Statement").isPresent() || policy.at("Version").isPresent()) {
      policy.at("Statement").elements().forEach(this::statement);
    } else if (policy.text().endsWith(LOGS_ONLY)) {
      logs = true;
    } else {
      String name =
          policy.members().isEmpty() ? policy.text() : String.join(", ", policy.members().keySet());
      unknown.add("it has the policy " + name);
    }
  }

  private void statement(TemplateNode statement) {
    if (deniesOthers(statement)) {
      return;
    }
    if (!statement.at("Effect").text().equals("Allow")
        || statement.at("NotAction").isPresent()
        || statement.at("NotResource").isPresent()) {
      unknown.add("it has a statement that denies, or names what it does not apply to");
      return;
    }
    for (TemplateNode action : statement.at("Action").elements()) {
      for (TemplateNode resource : statement.at("Resource").elements()) {
        String arn = EventsTables.canonical(template, resource.text());
        statements.add(
            new Statement(new Grant(action.text(), arn, partition(statement)), statement));
      }
    }
  }

  /** Whether it denies only what no function of a service is concerned with. */
  private static boolean deniesOthers(TemplateNode statement) {
    List<TemplateNode> actions = statement.at("Action").elements();
    return statement.at("Effect").text().equals("Deny")
        && !actions.isEmpty()
        && actions.stream()
            .noneMatch(
                action ->
                    action.text().equals("*") || new Grant(action.text(), "", "").isOfService());
  }

  /** The partition that its condition names; empty if it names none, or several. */
  private String partition(TemplateNode statement) {
    List<String> keys =
        statement.at("Condition", PolicyYaml.EACH_KEY, PolicyYaml.LEADING_KEYS).texts();
    return keys.size() == 1 ? template.resolved(keys.getFirst()) : "";
  }

  List<Statement> statements() {
    return statements;
  }

  /** Why the template does not tell all; empty if it does. */
  List<String> unknown() {
    return unknown;
  }

  /** Whether it may write a log by a policy of AWS. */
  boolean writesLogs() {
    return logs;
  }

  /** Whether SAM makes the role, and adds what event sources need. */
  boolean isMadeBySam() {
    return !function.resource().properties().at("Role").isPresent();
  }

  /** What a sentence calls the place of the policies. */
  String holder() {
    return role == null ? function.id() : role.id();
  }

  /** Adds a statement to the first policy that has a list of them; otherwise, a policy. */
  void add(Findings findings, String sentence, String statement) {
    List<String> policies = Findings.path(holder(), "Properties", "Policies");
    List<TemplateNode> present = policies(holder()).items();
    for (int at = 0; at < present.size(); at++) {
      TemplateNode document = role == null ? present.get(at) : present.get(at).at("PolicyDocument");
      TemplateNode list = document.at("Statement");
      if (!list.items().isEmpty() && !list.place().inline()) {
        List<String> path = new ArrayList<>(policies);
        path.add(Integer.toString(at));
        if (role != null) {
          path.add("PolicyDocument");
        }
        path.add("Statement");
        findings.missing(sentence, path, statement);
        return;
      }
    }
    findings.missing(sentence, policies, policy(statement));
  }

  private TemplateNode policies(String id) {
    return template.root().at("Resources", id, "Properties", "Policies");
  }

  private String policy(String statements) {
    return role == null
        ? PolicyYaml.ofFunction(statements)
        : PolicyYaml.ofRole(function.id(), statements);
  }
}
