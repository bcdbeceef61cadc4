package dev.headwater.local.http;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a server does with requests. */
@FunctionalInterface
public interface HttpService {
  /**
   * Answers a request. Its body has been read, so the answer is never mistaken for that of another
   * request.
   *
   * @throws NoReplyException to close the connection instead
   */
  HttpReply answer(HttpCall call);

  /**
   * The answer to a request that does not get as far: it is malformed, too large, or was not
   * answered because of a failure.
   *
   * @param reason quotes nothing of the request
   */
  default HttpReply refusal(int status, String reason) {
    return HttpReply.of(
        status,
        "application/json",
        JsonMapper.shared().writeValueAsString(Map.of("message", reason)));
  }
}
