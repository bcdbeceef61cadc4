package dev.headwater.local.http;

/** Words the error replies of a server. */
@FunctionalInterface
public interface Refusals {
  /**
   * The reply to a request that is malformed or too large, or that the service failed on.
   *
   * @param reason never quotes the request
   */
  HttpReply refusal(int status, String reason);
}
