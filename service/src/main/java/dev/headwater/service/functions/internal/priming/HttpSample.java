package dev.headwater.service.functions.internal.priming;

import dev.headwater.service.Route;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to a route, as an event of an API Gateway HTTP API, payload format 2.0.
 *
 * @param fields by their names: those that the path has as parameters go there, the others into the
 *     query of a {@code GET}, and into the body of any other request
 * @param idField the field that the parameter {@code {id}} stands for; {@code null} for none
 */
record HttpSample(Route route, ObjectNode fields, @Nullable String idField) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Sample sample() {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    fields.properties().forEach(field -> others.put(field.getKey(), field.getValue()));
    ObjectNode path = JSON.objectNode();
    for (String parameter : route.parameters()) {
      String field = parameter.equals(Route.ID) && idField != null ? idField : parameter;
      JsonNode value = others.remove(field);
      path.put(parameter, value == null ? "1" : value.asString());
    }
    ObjectNode event = JSON.objectNode().put("version", "2.0").put("routeKey", route.key());
    event.set("pathParameters", path);
    event.putObject("headers").put("content-type", "application/json");
    event
        .putObject("requestContext")
        .put("requestId", "priming")
        .putObject("http")
        .put("method", route.method())
        .put("path", route.path());
    event.put("isBase64Encoded", false);
    if (route.method().equals("GET")) {
      ObjectNode query = event.putObject("queryStringParameters");
      others.forEach((name, value) -> query.put(name, value.asString()));
    } else {
      event.put("body", JSON.objectNode().setAll(others).toString());
    }
    return new Sample(route.key(), event.toString());
  }
}
