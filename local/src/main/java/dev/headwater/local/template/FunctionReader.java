package dev.headwater.local.template;

import static dev.headwater.local.template.values.ResourceType.SAM_FUNCTION;

import dev.headwater.local.template.Properties.IntegerProperty;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.Value;
import dev.headwater.local.template.values.Value.Entry;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code AWS::Lambda::Function}, or an {@code AWS::Serverless::Function} and its events.
 * Defaults are Lambda's, except that a function without ReservedConcurrentExecutions runs at most
 * {@value #CONCURRENCY} times at once; AWS allows a thousand per account.
 */
final class FunctionReader {
  static final int CONCURRENCY = 10;

  private static final List<String> RUNTIMES = List.of("java11", "java17", "java21", "java25");
  private static final IntegerProperty TIMEOUT = new IntegerProperty("Timeout", 3, 1, 900);
  private static final IntegerProperty MEMORY = new IntegerProperty("MemorySize", 128, 128, 10_240);
  private static final IntegerProperty RESERVED =
      new IntegerProperty("ReservedConcurrentExecutions", CONCURRENCY, 1, 1000);
  private static final IntegerProperty RETRIES =
      new IntegerProperty("MaximumRetryAttempts", EventInvokeConfig.RETRIES, 0, 2);
  private static final IntegerProperty AGE =
      new IntegerProperty("MaximumEventAgeInSeconds", EventInvokeConfig.AGE_SECONDS, 60, 21_600);

  private final RouteReader routes = new RouteReader();
  private final MappingReader mappings;
  private final RuleReader rules;
  private final Targets targets;

  FunctionReader(Targets targets, RuleReader rules) {
    this.mappings = new MappingReader(targets);
    this.rules = rules;
    this.targets = targets;
  }

  FunctionDeclaration read(Resource resource, String name, Properties properties) {
    properties.text("FunctionName");
    String runtime = properties.oneOf("Runtime", "", RUNTIMES);
    properties.oneOf("PackageType", "Zip", List.of("Zip"));
    Duration timeout = properties.seconds(TIMEOUT);
    int concurrency = properties.integer(RESERVED);
    var events = new Events(resource, name, concurrency, new ArrayList<>(), new ArrayList<>());
    boolean sam = resource.awsType().equals(SAM_FUNCTION);
    Mapping declared = sam ? properties.mapping("Events") : null;
    if (declared != null) {
      declared.forEach((event, entry) -> event(events, event, entry, properties));
    }
    Map<String, String> environment =
        properties.part("Environment", part -> part.textsByName("Variables"));
    return new FunctionDeclaration(
        resource.logicalId(),
        name,
        properties.required("Handler"),
        codeUri(sam ? "CodeUri" : "Code", properties),
        RUNTIMES.contains(runtime) ? Integer.parseInt(runtime.substring("java".length())) : 0,
        timeout,
        properties.integer(MEMORY),
        concurrency,
        environment == null ? Map.of() : environment,
        events.routes(),
        events.mappings(),
        eventInvokeConfig(sam, properties));
  }

  private EventInvokeConfig eventInvokeConfig(boolean sam, Properties properties) {
    String deadLetters =
        sam
            ? properties.part("DeadLetterQueue", this::deadLetterQueue)
            : properties.part("DeadLetterConfig", part -> targets.queueArn(part, "TargetArn"));
    EventInvokeConfig config =
        sam
            ? properties.part(
                "EventInvokeConfig",
                part ->
                    new EventInvokeConfig(
                        part.integer(RETRIES),
                        part.seconds(AGE),
                        targets.onFailure(part),
                        deadLetters))
            : null;
    return config == null ? EventInvokeConfig.withDeadLetters(deadLetters) : config;
  }

  private String deadLetterQueue(Properties properties) {
    properties.oneOf("Type", "", List.of("SQS"));
    return targets.queueArn(properties, "TargetArn");
  }

  private static @Nullable String codeUri(String property, Properties properties) {
    Value code = properties.value(property);
    if (code instanceof Scalar uri && !uri.text().startsWith("s3:")) {
      return uri.text();
    }
    if (code != null) {
      properties.invalid(property, "must be a local folder or jar, not in S3");
    }
    return null;
  }

  private record Events(
      Resource function,
      String functionName,
      int concurrency,
      List<RouteDeclaration> routes,
      List<MappingDeclaration> mappings) {}

  private void event(Events events, String name, Entry entry, Properties function) {
    ReadContext context = function.context();
    if (entry.value() instanceof Mapping event) {
      Properties.read(
          context,
          SAM_FUNCTION + ".Events",
          event,
          part -> event(events, name, entry.line(), part));
    } else {
      context.problem(entry.line(), "event \"" + name + "\" must be a mapping");
    }
  }

  private boolean event(Events events, String name, int line, Properties event) {
    String type = event.required("Type");
    Mapping given = event.mapping("Properties");
    Mapping properties = given == null ? Mapping.empty(line) : given;
    Function<Properties, Boolean> reader = reader(type, events, name);
    if (reader != null) {
      return Properties.read(event.context(), SAM_FUNCTION + "." + type, properties, reader);
    }
    if (!type.isEmpty()) {
      event.problem("Type", "events of type \"" + type + "\" are not supported locally");
    }
    return false;
  }

  private @Nullable Function<Properties, Boolean> reader(String type, Events events, String name) {
    Resource function = events.function();
    String mapping = function.logicalId() + name;
    return switch (type) {
      case "HttpApi" -> part -> addTo(events.routes(), routes.read(function, part));
      case "DynamoDB" -> part -> addEnabled(events, mappings.fromStream(mapping, part), part);
      case "SQS" ->
          part -> addEnabled(events, mappings.fromQueue(mapping, events.concurrency(), part), part);
      case "EventBridgeRule", "CloudWatchEvent" ->
          part -> rules.readRule(function, events.functionName(), name, part);
      case "Schedule" -> part -> rules.readSchedule(events.functionName(), name, part);
      default -> null;
    };
  }

  private static boolean addEnabled(
      Events events, MappingDeclaration mapping, Properties properties) {
    return properties.flag("Enabled", true) && events.mappings().add(mapping);
  }

  private static boolean addTo(List<RouteDeclaration> routes, @Nullable RouteDeclaration route) {
    return route != null && routes.add(route);
  }
}
