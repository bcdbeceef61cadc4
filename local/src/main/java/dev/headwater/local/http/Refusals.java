package dev.headwater.local.http;

/** How a server words that it did not answer a request. */
@FunctionalInterface
public interface Refusals {
  /**
   * The answer to a request that does not get as far as the service: it is malformed, too large, or
   * was not answered because of a failure.
   *
   * @param reason quotes nothing of the request
   */
  HttpReply refusal(int status, String reason);
}
