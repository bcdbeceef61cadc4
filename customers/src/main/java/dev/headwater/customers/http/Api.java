package dev.headwater.customers.http;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What a function offers, in both of the forms in which it can be asked. After the deadline nothing
 * is begun that could not be answered in time.
 */
sealed interface Api permits CommandApi, QueryApi {
  /** Answers an HTTP request by its route. */
  Response http(HttpRequest request, Instant deadline);

  /** Answers a direct invoke. */
  Response invoke(JsonNode request, Instant deadline);
}
