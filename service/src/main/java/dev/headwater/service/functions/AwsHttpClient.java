package dev.headwater.service.functions;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * The HTTP client of every SDK client in the functions and the command line: Apache HttpClient 5.
 * The ADR "The HTTP client is Apache 5" compares it with the alternatives.
 */
public final class AwsHttpClient {
  /** The client's name in the user agent. */
  static final String NAME = "Apache5";

  /**
   * Enough for all requests that an instance may have in flight, so that no idle connection is
   * closed to make room: on AWS, each new connection is a TLS handshake.
   */
  private static final int MAX_CONNECTIONS = 128;

  /**
   * A connection that was idle for longer is not reused. AWS documents no limit; the SDK assumes
   * that a minute is safe. After a freeze, or a restore from a snapshot, connections have expired.
   */
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);

  private AwsHttpClient() {}

  /**
   * Give the builder to a single client, which closes what it builds. To share an HTTP client,
   * build it yourself and close it after the clients that use it.
   *
   * @param connect the timeout for opening a connection, or for waiting for a free one
   * @param answer how long the server may send nothing
   */
  public static SdkHttpClient.Builder<?> builder(Duration connect, Duration answer) {
    return Apache5HttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .connectionMaxIdleTime(MAX_IDLE)
        .connectionAcquisitionTimeout(connect)
        .connectionTimeout(connect)
        .socketTimeout(answer)
        // Asking before the body of a PUT is sent would cost a round trip.
        .expectContinueEnabled(false);
  }
}
