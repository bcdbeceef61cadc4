package dev.headwater.service.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headwater.host.RedactedException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The status of a service as JSON. */
final class StatusJson {
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

  private StatusJson() {}

  static JsonNode write(ServiceStatus status) {
    return MAPPER.valueToTree(status);
  }

  static ServiceStatus read(JsonNode json) {
    try {
      return MAPPER.treeToValue(json, ServiceStatus.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "This is not the status of a service", RedactedException.of(e));
    }
  }
}
