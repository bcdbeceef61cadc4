package dev.headwater.service.http;

import java.time.Instant;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The requests that a function answers, over HTTP and by direct invoke. */
public interface Api {
  /**
   * Finds what an HTTP request asks for, by its route.
   *
   * @throws ProblemException if there is no such route
   */
  Call http(HttpRequest request);

  /**
   * Finds what a direct invoke asks for.
   *
   * @throws ProblemException if that cannot be found
   */
  Call invoke(JsonNode request);

  /**
   * A request that can be answered.
   *
   * @param resource the kind of resource that it is about
   * @param answer takes the deadline, after which no command is started; a query that takes a
   *     single read may ignore it. Throws {@link ProblemException} if the request cannot be carried
   *     out
   */
  record Call(Resource resource, Function<Instant, Response> answer) {}
}
