package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ARNs and names that the template's own resources have, to check what points at them. */
final class Targets {
  private final Set<String> queueArns = new HashSet<>();
  private final Set<String> tableNames = new HashSet<>();
  private final Set<String> busNames = new HashSet<>();

  /**
   * @param named the names of all resources that exist
   */
  Targets(Map<Resource, String> named) {
    named.forEach(
        (resource, name) -> {
          switch (resource.type()) {
            case QUEUE -> queueArns.add(LocalArn.queue(name));
            case TABLE -> tableNames.add(name);
            case BUS -> busNames.add(name);
            case FUNCTION, HTTP_API, RULE, SEARCH_DOMAIN -> {}
            case null -> {}
          }
        });
  }

  /** A required property that is the ARN of a queue of this template. */
  String queueArn(Properties properties, String property) {
    int before = properties.reading().problems().reports();
    String arn = properties.required(property);
    if (properties.reading().problems().reports() == before && !queueArns.contains(arn)) {
      properties.problem(
          property,
          "\""
              + property
              + "\" must be the ARN of a queue of this"
              + " template, not \""
              + arn
              + "\"");
    }
    return arn;
  }

  /** The table of the stream ARN that a required property is. */
  String streamTable(Properties properties, String property) {
    int before = properties.reading().problems().reports();
    String arn = properties.required(property);
    for (String table : tableNames) {
      if (arn.equals(LocalArn.stream(table))) {
        return table;
      }
    }
    if (properties.reading().problems().reports() == before) {
      properties.problem(
          property,
          "\""
              + property
              + "\" must be the stream of a table of this template, not \""
              + arn
              + "\"");
    }
    return "";
  }

  /** The bus that a property names or points at; without it the account's default bus. */
  String busName(Properties properties, String property) {
    String bus = properties.text(property);
    if (bus == null) {
      return BusDeclaration.DEFAULT;
    }
    String name = bus.startsWith("arn:") ? bus.substring(bus.indexOf('/') + 1) : bus;
    if (!busNames.contains(name) && !name.equals(BusDeclaration.DEFAULT)) {
      properties.problem(
          property,
          "\"" + property + "\" must be a bus of this template," + " not \"" + bus + "\"");
    }
    return name;
  }

  /** The queue of an {@code OnFailure} part; {@code null} without one. */
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
