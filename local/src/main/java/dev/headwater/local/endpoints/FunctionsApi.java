package dev.headwater.local.endpoints;

import static java.util.Comparator.comparing;

import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.template.FunctionDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lambda's {@code ListFunctions} and {@code GetFunction}, with those parts of a function's
 * configuration that the template declares.
 */
final class FunctionsApi {
  static final String PATH = "/2015-03-31/functions";

  private static final Pattern NAME =
      Pattern.compile("(?:arn:aws:lambda:[^:]+:)?(?:\\d+:function:)?([^:]+)(?::[^:]+)?");

  /** Lambda's, whatever larger number a caller asks for. */
  private static final int MAX_PAGE = 50;

  private static final Pattern PAGE_SIZE = Pattern.compile("[1-9]\\d{0,4}");

  private final List<FunctionDeclaration> functions;

  FunctionsApi(List<FunctionDeclaration> functions) {
    this.functions =
        functions.stream().sorted(comparing(FunctionDeclaration::functionName)).toList();
  }

  /** The function that the path names, by its name or ARN, with any qualifier. */
  Optional<FunctionDeclaration> find(Map<String, String> path) {
    String name = name(path);
    return functions.stream().filter(function -> function.functionName().equals(name)).findFirst();
  }

  static HttpReply notFound(Map<String, String> path) {
    return AwsError.lambda(
        404, "ResourceNotFoundException", "Function not found: " + LocalArn.function(name(path)));
  }

  private static String name(Map<String, String> path) {
    String wanted = path.getOrDefault("function", "");
    Matcher matcher = NAME.matcher(wanted);
    return matcher.matches() ? matcher.group(1) : wanted;
  }

  /** A page of functions in the order of their names; its marker is the last of them. */
  HttpReply list(HttpCall call, Map<String, String> path) {
    Map<String, List<String>> query = call.query();
    String marker = query.getOrDefault("Marker", List.of("")).getFirst();
    String size = query.getOrDefault("MaxItems", List.of("" + MAX_PAGE)).getFirst();
    if (!PAGE_SIZE.matcher(size).matches()) {
      return AwsError.lambda(
          400, "InvalidParameterValueException", "MaxItems must be a number from 1 to 10000.");
    }
    List<FunctionDeclaration> left =
        functions.stream()
            .filter(function -> function.functionName().compareTo(marker) > 0)
            .toList();
    List<FunctionDeclaration> page =
        left.subList(0, Math.min(left.size(), Math.min(MAX_PAGE, Integer.parseInt(size))));
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    ArrayNode list = answer.putArray("Functions");
    page.forEach(function -> list.add(configuration(function)));
    if (page.size() < left.size()) {
      answer.put("NextMarker", page.getLast().functionName());
    }
    return reply(answer);
  }

  HttpReply get(HttpCall call, Map<String, String> path) {
    return find(path)
        .map(
            function -> {
              ObjectNode answer = JsonMapper.shared().createObjectNode();
              answer.set("Configuration", configuration(function));
              return reply(answer);
            })
        .orElseGet(() -> notFound(path));
  }

  private static HttpReply reply(ObjectNode answer) {
    return HttpReply.json(200, answer);
  }

  private static ObjectNode configuration(FunctionDeclaration function) {
    ObjectNode configuration =
        JsonMapper.shared()
            .createObjectNode()
            .put("FunctionName", function.functionName())
            .put("FunctionArn", LocalArn.function(function.functionName()))
            .put("Runtime", "java" + function.javaVersion())
            .put("Handler", function.handler())
            .put("Timeout", function.timeout().toSeconds())
            .put("MemorySize", function.memoryMegabytes())
            .put("Version", InvocationContext.VERSION)
            .put("PackageType", "Zip")
            .put("State", "Active")
            .put("LastUpdateStatus", "Successful");
    ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
    function.environment().forEach(variables::put);
    String deadLetters = function.eventInvokeConfig().deadLetterQueueArn();
    if (deadLetters != null) {
      configuration.putObject("DeadLetterConfig").put("TargetArn", deadLetters);
    }
    return configuration;
  }
}
