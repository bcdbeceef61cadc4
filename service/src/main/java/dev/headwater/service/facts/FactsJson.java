package dev.headwater.service.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headwater.host.RedactedException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The facts of a service as JSON. */
final class FactsJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultPropertyInclusion(
              include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
          .withConfigOverride(
              List.class,
              lists -> lists.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private FactsJson() {}

  static JsonNode write(ServiceFacts facts) {
    return MAPPER.valueToTree(facts);
  }

  static ServiceFacts read(JsonNode json) {
    try {
      return MAPPER.treeToValue(json, ServiceFacts.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "These are no facts of a service" + place(e), RedactedException.of(e));
    }
  }

  private static String place(JacksonException e) {
    return e.getPath().isEmpty()
        ? ""
        : e.getPath().stream().map(FactsJson::step).collect(Collectors.joining(".", ", see ", ""));
  }

  private static String step(JacksonException.Reference step) {
    return step.getPropertyName() == null
        ? Integer.toString(step.getIndex())
        : step.getPropertyName();
  }
}
