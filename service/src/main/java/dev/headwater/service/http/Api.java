package dev.headwater.service.http;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * The requests that a function answers, over HTTP and by direct invoke. After the deadline, no
 * command is started. A query that takes a single read may ignore it.
 */
public interface Api {
  /** The kind of resource that the requests are about. */
  Resource resource();

  /**
   * Answers an HTTP request by its route.
   *
   * @throws ProblemException if the request cannot be carried out
   */
  Response http(HttpRequest request, Instant deadline);

  /**
   * Answers a direct invoke.
   *
   * @throws ProblemException if the request cannot be carried out
   */
  Response invoke(JsonNode request, Instant deadline);
}
