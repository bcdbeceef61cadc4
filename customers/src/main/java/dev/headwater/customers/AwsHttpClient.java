package dev.headwater.customers;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * The HTTP client under every SDK client of the functions and of the command line: Apache's,
 * version 5, which the ADR "The HTTP client is Apache 5" compares with the others.
 */
public final class AwsHttpClient {
  /**
   * A connection for each request that an instance may have under way at once. No idle one is
   * closed to make room: on AWS, each that is opened is a TLS handshake.
   */
  private static final int MAX_CONNECTIONS = 128;

  /**
   * After this a connection that was not used is not used again. AWS documents no limit; the SDK
   * assumes that a minute is safe. An instance that was frozen, or restored from a snapshot, finds
   * its connections expired.
   */
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);

  private AwsHttpClient() {}

  /**
   * Give the builder to a single client, which closes what it builds. To share an HTTP client,
   * build it yourself and close it after the clients that use it.
   *
   * @param connect the longest that a connection may take to open, or to become free
   * @param answer the longest that a server may be silent
   */
  public static SdkHttpClient.Builder<?> builder(Duration connect, Duration answer) {
    return Apache5HttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .connectionMaxIdleTime(MAX_IDLE)
        .connectionAcquisitionTimeout(connect)
        .connectionTimeout(connect)
        .socketTimeout(answer)
        // To ask first whether the body of a PUT is welcome would cost a round trip.
        .expectContinueEnabled(false);
  }
}
