package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks that properties refer to queues, functions and buses of the same template, and to streams
 * of tables, which a parameter may name.
 */
final class Targets {
  private final Set<String> queueArns = new HashSet<>();
  private final Set<String> functionArns = new HashSet<>();
  private final Set<String> busNames = new HashSet<>();

  /**
   * @param named the supported resources with their names
   */
  Targets(Map<Resource, String> named) {
    named.forEach(
        (resource, name) -> {
          switch (resource.type()) {
            case QUEUE -> queueArns.add(LocalArn.queue(name));
            case BUS -> busNames.add(name);
            case FUNCTION -> functionArns.add(LocalArn.function(name));
            case TABLE, HTTP_API, RULE, SEARCH_DOMAIN -> {}
            case null -> {}
          }
        });
  }

  /** Reads a required property that must be the ARN of a queue in this template. */
  String queueArn(Properties properties, String property) {
    return arn(properties, property, "a queue in this template", queueArns::contains);
  }

  /** Reads a required property that must be the ARN of a queue or a function in this template. */
  String queueOrFunctionArn(Properties properties, String property) {
    return arn(
        properties,
        property,
        "a queue or a function in this template",
        arn -> queueArns.contains(arn) || functionArns.contains(arn));
  }

  /**
   * Reads a required property that must be the ARN of a table's stream. The table need not be in
   * this template: a stack can take over one that was restored.
   */
  String streamArn(Properties properties, String property) {
    return arn(properties, property, "a table's stream", LocalArn::isStream);
  }

  private static String arn(
      Properties properties, String property, String expected, Predicate<String> isTarget) {
    Optional<String> arn = properties.readRequired(property);
    arn.filter(isTarget.negate())
        .ifPresent(
            other ->
                properties.invalid(
                    property, "must be the ARN of %s, not \"%s\"".formatted(expected, other)));
    return arn.orElse("");
  }

  /** Reads an optional bus name or ARN; without it, returns the default bus. */
  String busName(Properties properties, String property) {
    String bus = properties.text(property);
    if (bus == null) {
      return BusDeclaration.DEFAULT;
    }
    String name = bus.startsWith("arn:") ? bus.substring(bus.indexOf('/') + 1) : bus;
    if (!busNames.contains(name) && !name.equals(BusDeclaration.DEFAULT)) {
      properties.invalid(property, "must be a bus in this template, not \"" + bus + "\"");
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
