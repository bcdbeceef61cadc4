package dev.headwater.template.check;

import dev.headwater.template.check.internal.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes policies. */
final class PolicyYaml {
  /** The condition that limits a right to partitions of a table. */
  static final String EACH_KEY = "ForAllValues:StringEquals";

  static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  private PolicyYaml() {}

  /** Statements that grant these rights: one for all resources that have the same actions. */
  static String statements(List<Right> rights) {
    Map<String, List<Right>> byPartition = new LinkedHashMap<>();
    for (Right right : rights) {
      byPartition.computeIfAbsent(right.partition(), first -> new ArrayList<>()).add(right);
    }
    return byPartition.entrySet().stream()
        .map(each -> statements(each.getValue(), condition(each.getKey())))
        .collect(Collectors.joining("\n"));
  }

  private static String statements(List<Right> rights, String condition) {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    for (Right right : rights) {
      List<String> of = actions.computeIfAbsent(right.widest(), first -> new ArrayList<>());
      if (!of.contains(right.action())) {
        of.add(right.action());
      }
    }
    Map<List<String>, List<String>> resources = new LinkedHashMap<>();
    actions.forEach(
        (resource, of) -> resources.computeIfAbsent(of, first -> new ArrayList<>()).add(resource));
    return resources.entrySet().stream()
        .map(each -> statement(each.getKey(), each.getValue()) + condition)
        .collect(Collectors.joining("\n"));
  }

  /** To one partition of a table; none if that is empty. */
  private static String condition(String partition) {
    return partition.isEmpty()
        ? ""
        : """

          Condition:
            %s:
              %s: [%s]\
        """
            .formatted(EACH_KEY, LEADING_KEYS, YamlText.quoted(partition));
  }

  private static String statement(List<String> actions, List<String> resources) {
    String granted =
        resources.size() == 1
            ? "  Resource: " + YamlText.value(resources.getFirst())
            : resources.stream()
                .map(resource -> "    - " + YamlText.value(resource))
                .collect(Collectors.joining("\n", "  Resource:\n", ""));
    return "- Effect: Allow\n  Action: " + YamlText.list(actions) + '\n' + granted;
  }

  /** An item of a function's Policies. */
  static String ofFunction(String statements) {
    return "- Version: \"2012-10-17\"\n  Statement:\n" + statements.indent(4).stripTrailing();
  }

  /** An item of a role's Policies. */
  static String ofRole(String name, String statements) {
    return """
    - PolicyName: %s
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
    %s\
    """
        .formatted(name, statements.indent(6).stripTrailing());
  }

  /** A role for functions, as a resource. */
  static String role(String id, String statements) {
    return """
    %s:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { Service: lambda.amazonaws.com }
              Action: sts:AssumeRole
        Policies:
    %s\
    """
        .formatted(id, ofRole("service", statements).indent(6).stripTrailing());
  }
}
