package dev.headwater.local.search;

import java.io.IOException;

/** What answers the requests of one route. */
@FunctionalInterface
interface ApiOperation {

  /**
   * Answers a request.
   *
   * @throws SearchFault when the request is refused
   */
  Answer answer(ApiRequest request) throws IOException;
}
