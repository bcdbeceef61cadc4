package dev.headwater.template.check;

import dev.headwater.template.check.internal.Numbers;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A function of the template. */
record ServiceFunction(Resource resource) {
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  String id() {
    return resource.id();
  }

  String handler() {
    return resource.properties().at("Handler").text();
  }

  boolean isReadyMade() {
    return handler().startsWith(FunctionKind.PACKAGE);
  }

  /** Whether it runs something else: a handler of its own, or an image. */
  boolean isOwn() {
    return !isReadyMade()
        && (!handler().isEmpty() || resource.properties().at("PackageType").text().equals("Image"));
  }

  boolean has(FunctionKind kind) {
    return handler().equals(kind.handler());
  }

  /** See {@link FunctionKind#extent}; of another function, the largest. */
  int extent() {
    return Stream.of(FunctionKind.values())
        .filter(this::has)
        .mapToInt(kind -> kind.extent(variables().containsKey(Resources.SEARCH_ENDPOINT)))
        .findFirst()
        .orElse(FunctionKind.OPERATIONS.extent(true));
  }

  Map<String, TemplateNode> variables() {
    return resource.properties().at("Environment", "Variables").members();
  }

  /** Of an environment variable, as {@link TemplateNode#text}; empty if it is not set. */
  String variable(String name) {
    return resource.properties().at("Environment", "Variables", name).text();
  }

  /** The properties of the events of a type, by the events' names. */
  Map<String, TemplateNode> events(String type) {
    Map<String, TemplateNode> events = new LinkedHashMap<>();
    resource
        .properties()
        .at("Events")
        .members()
        .forEach(
            (name, event) -> {
              if (event.at("Type").text().equals(type)) {
                events.put(name, event.at("Properties"));
              }
            });
    return events;
  }

  /** A name that no event has. */
  String freeEvent(String usual) {
    String name = usual;
    for (int number = 2; resource.properties().at("Events", name).isPresent(); number++) {
      name = usual + number;
    }
    return name;
  }

  int timeoutSeconds(Template template) {
    return Numbers.of(template, resource.properties().at("Timeout"), DEFAULT_TIMEOUT_SECONDS);
  }
}
