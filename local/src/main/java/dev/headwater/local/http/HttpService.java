package dev.headwater.local.http;

import java.util.Map;

/** Answers the requests of a server. */
@FunctionalInterface
public interface HttpService {
  /**
   * Answers a request. Its body has been read in full, so the connection stays in step.
   *
   * @throws NoReplyException to close the connection without a reply
   */
  HttpReply answer(HttpCall call);

  /**
   * The reply to a request that is malformed or too large, or that {@link #answer} failed on.
   *
   * @param reason never quotes the request
   */
  default HttpReply refusal(int status, String reason) {
    return HttpReply.json(status, Map.of("message", reason));
  }
}
