package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that properties refer to queues, functions, tables and buses of the same template. */
final class Targets {
  private final Set<String> queueArns = new HashSet<>();
  private final Set<String> functionArns = new HashSet<>();
  private final Set<String> tableNames = new HashSet<>();
  private final Set<String> busNames = new HashSet<>();

  /**
   * @param named the supported resources with their names
   */
  Targets(Map<Resource, String> named) {
    named.forEach(
        (resource, name) -> {
          switch (resource.type()) {
            case QUEUE -> queueArns.add(LocalArn.queue(name));
            case TABLE -> tableNames.add(name);
            case BUS -> busNames.add(name);
            case FUNCTION -> functionArns.add(LocalArn.function(name));
            case HTTP_API, RULE, SEARCH_DOMAIN -> {}
            case null -> {}
          }
        });
  }

  /** Reads a required property that must be the ARN of a queue in this template. */
  String queueArn(Properties properties, String property) {
    Optional<String> arn = properties.readRequired(property);
    arn.filter(given -> !queueArns.contains(given))
        .ifPresent(given -> wrongTarget(properties, property, "a queue", given));
    return arn.orElse("");
  }

  /** Reads a required property that must be the ARN of a queue or a function in this template. */
  String queueOrFunctionArn(Properties properties, String property) {
    Optional<String> arn = properties.readRequired(property);
    arn.filter(given -> !queueArns.contains(given) && !functionArns.contains(given))
        .ifPresent(given -> wrongTarget(properties, property, "a queue or a function", given));
    return arn.orElse("");
  }

  /** Reads a required property that must be a stream ARN, and returns its table. */
  String streamTable(Properties properties, String property) {
    Optional<String> arn = properties.readRequired(property);
    if (arn.isEmpty()) {
      return "";
    }
    for (String table : tableNames) {
      if (arn.get().equals(LocalArn.stream(table))) {
        return table;
      }
    }
    wrongTarget(properties, property, "a table's stream", arn.get());
    return "";
  }

  private static void wrongTarget(
      Properties properties, String property, String expected, String arn) {
    properties.problem(
        property,
        "\"%s\" must be the ARN of %s in this template, not \"%s\""
            .formatted(property, expected, arn));
  }

  /** Reads an optional bus name or ARN; without it, returns the default bus. */
  String busName(Properties properties, String property) {
    String bus = properties.text(property);
    if (bus == null) {
      return BusDeclaration.DEFAULT;
    }
    String name = bus.startsWith("arn:") ? bus.substring(bus.indexOf('/') + 1) : bus;
    if (!busNames.contains(name) && !name.equals(BusDeclaration.DEFAULT)) {
      properties.problem(
          property, "\"" + property + "\" must be a bus in this template, not \"" + bus + "\"");
    }
    return name;
  }

  /** Reads the queue ARN of an {@code OnFailure} destination; {@code null} if there is none. */
  @Nullable String onFailure(Properties properties) {
    return properties.part(
        "DestinationConfig",
        config ->
            config.part(
                "OnFailure",
                part -> {
                  part.oneOf("Type", "SQS", List.of("SQS"));
                  return queueArn(part, "Destination");
                }));
  }
}
