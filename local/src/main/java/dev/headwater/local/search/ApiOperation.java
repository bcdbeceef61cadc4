package dev.headwater.local.search;

import dev.headwater.local.search.index.SearchException;
import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
interface ApiOperation {

  /**
   * Answers a request.
   *
   * @throws SearchException when the request is refused
   */
  Answer answer(ApiRequest request) throws IOException;
}
