package dev.headwater.template.check;

import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes functions as a template has them, in the manner of those that it has already. */
final class FunctionYaml {
  private static final List<String> OF_SIBLINGS = List.of("Runtime", "Architectures", "CodeUri");
  private static final String LOG_RIGHTS = "logs:";
  private static final String COMPLETE = "lambda-complete.zip";

  /** For a function whose log group is Lambda's, and not in the template. */
  private static final String MANAGED_LOGS =
      """
          ManagedPolicyArns:
            - !Sub "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
          Policies:\
      """;

  private final Resources resources;
  private final Template template;
  private final @Nullable String definition;
  private final EventYaml events;

  FunctionYaml(Resources resources, @Nullable String definition) {
    this.resources = resources;
    this.template = resources.wiring().template();
    this.definition = definition;
    this.events = new EventYaml(resources);
  }

  EventYaml events() {
    return events;
  }

  /** The function with what belongs to it alone: its role, its routes or its event source. */
  String function(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    lines.add(need.usualId() + ":");
    lines.add("  Type: AWS::Serverless::Function");
    lines.add("  Properties:");
    lines.add("    FunctionName: " + YamlText.value(need.usualName()));
    lines.add("    Handler: " + need.kind().handler());
    OF_SIBLINGS.forEach(
        property -> ofSiblings(property, need.extent()).map("    "::concat).ifPresent(lines::add));
    if (logGroup(globals()).isEmpty()) {
      lines.add("    LoggingConfig: { LogGroup: !Ref " + logId(need) + " }");
    }
    lines.add("    Role: !GetAtt " + roleId(need) + ".Arn");
    timeout(need.kind()).map(line -> "    " + line).forEach(lines::add);
    lines.add("    Environment:");
    lines.add("      Variables:");
    variables(need).forEach(line -> lines.add("        " + line));
    String events = this.events.of(need);
    if (!events.isEmpty()) {
      lines.add("    Events:");
      lines.add(events.indent(6).stripTrailing());
    }
    if (!resources.wiring().has(roleId(need))) {
      lines.add(role(roleId(need), need, ofNewLog(need)));
    }
    if (logGroup(globals()).isEmpty() && !resources.wiring().has(logId(need))) {
      lines.add(log(need));
    }
    return String.join("\n", lines);
  }

  private TemplateNode globals() {
    return template.root().at("Globals", "Function");
  }

  /** A log group with the name that Lambda would give it. */
  private static String log(FunctionNeed need) {
    return """
    %s:
      Type: AWS::Logs::LogGroup
      Properties:
        LogGroupName: %s
        RetentionInDays: 30\
    """
        .formatted(logId(need), YamlText.value("/aws/lambda/" + need.usualName()));
  }

  private static Stream<String> timeout(FunctionKind kind) {
    return switch (kind) {
      case COMMAND, QUERY -> Stream.of("Timeout: 29");
      case RELAY -> Stream.of("Timeout: 60");
      case PROJECTOR -> Stream.of("Timeout: 30");
      case OPERATIONS, CHECK -> Stream.of("Timeout: 900", "MemorySize: 1769");
    };
  }

  /**
   * A property that Globals do not set, as another function has it: one whose package holds no less
   * than is needed, if there is one, and no more than necessary.
   */
  private Optional<String> ofSiblings(String property, int extent) {
    if (globals().at(property).isPresent()) {
      return Optional.empty();
    }
    return resources
        .wiring()
        .readyMade()
        .sorted(
            Comparator.comparing((ServiceFunction each) -> each.extent() < extent)
                .thenComparingInt(each -> Math.abs(each.extent() - extent)))
        .map(function -> function.resource().properties().at(property).texts())
        .filter(texts -> !texts.isEmpty())
        .findFirst()
        .map(texts -> texts.stream().map(text -> largeEnough(text, extent)).toList())
        .map(
            texts ->
                property
                    + ": "
                    + (property.equals("Architectures")
                        ? "[" + String.join(", ", texts) + "]"
                        : YamlText.value(texts.getFirst())));
  }

  /** Where a function's code is: in a package of a sibling, or else in the usual one. */
  String codeUri(FunctionNeed need) {
    return ofSiblings("CodeUri", need.extent()).orElse("CodeUri: target/" + COMPLETE);
  }

  /** The complete package instead of one that holds too little. */
  private static String largeEnough(String code, int extent) {
    return switch (extent) {
      case 0 -> code;
      case 1 -> code.replaceFirst("lambda-commands\\.zip$", COMPLETE);
      default -> code.replaceFirst("lambda-(commands|messages)\\.zip$", COMPLETE);
    };
  }

  private List<String> variables(FunctionNeed need) {
    List<String> lines = new ArrayList<>();
    boolean global =
        template
            .root()
            .at("Globals", "Function", "Environment", "Variables", FunctionRules.DEFINITION)
            .isPresent();
    if (!global && definition != null) {
      lines.add(FunctionRules.DEFINITION + ": " + YamlText.value(definition));
    }
    Map<String, String> variables = need.variables();
    variables.forEach((name, text) -> lines.add(name + ": " + variable(name, text)));
    return lines;
  }

  /** The value of a variable, which may be a choice between tables. */
  String variable(String name, String text) {
    return name.equals(Resources.COMMAND_TABLE) ? resources.events().yaml() : YamlText.value(text);
  }

  /** To write a new function's log, which is given a group of its own unless Globals name one. */
  private List<Right> ofNewLog(FunctionNeed need) {
    String group = logGroup(globals());
    return ofLog(group.isEmpty() ? "${" + logId(need) + "}" : group);
  }

  /** To write the log that a function's properties name. */
  static List<Right> ofLog(TemplateNode properties) {
    String group = logGroup(properties);
    return group.isEmpty() ? List.of() : ofLog(group);
  }

  private static List<Right> ofLog(String group) {
    return Right.on(
            group.replace("}", ".Arn}"),
            LOG_RIGHTS + "CreateLogStream",
            LOG_RIGHTS + "PutLogEvents")
        .toList();
  }

  /** The log group that properties refer to; empty if it is not in the template. */
  private static String logGroup(TemplateNode properties) {
    String group = properties.at("LoggingConfig", "LogGroup").text();
    return group.matches("\\$\\{[A-Za-z0-9]+}") ? group : "";
  }

  private static String logId(FunctionNeed need) {
    return idWithout(need) + "Log";
  }

  private static String roleId(FunctionNeed need) {
    return idWithout(need) + "Role";
  }

  private static String idWithout(FunctionNeed need) {
    return need.usualId().replaceFirst("Function$", "");
  }

  /**
   * A role with all that a function needs.
   *
   * @param ofLog its rights to write its log; none if the log group is not in the template
   */
  String role(String id, FunctionNeed need, List<Right> ofLog) {
    List<Right> rights = new ArrayList<>(need.rights());
    rights.addAll(need.byEventSource());
    rights.addAll(ofLog);
    String role =
        PolicyYaml.role(id, PolicyYaml.statements(rights.stream().filter(Right::must).toList()));
    return ofLog.isEmpty() ? role.replace("    Policies:", MANAGED_LOGS) : role;
  }
}
