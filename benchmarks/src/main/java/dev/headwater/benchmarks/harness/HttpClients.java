package dev.headwater.benchmarks.harness;

import dev.headwater.service.functions.AwsHttpClient;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The SDK's synchronous HTTP clients, each with its best settings. */
public enum HttpClients {
  /** The one that Headwater uses. */
  APACHE_5("Apache 5"),
  APACHE_4("Apache 4"),
  /** Keeps as many connections as {@code http.maxConnections} allows, by default five. */
  URL_CONNECTION("URL connection"),
  /** Does not use Java's trust store, so here it trusts every server. */
  CRT("CRT");

  private static final int MAX_CONNECTIONS = 128;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final String label;

  HttpClients(String label) {
    this.label = label;
  }

  /** A builder for an SDK client that closes the HTTP client itself. */
  static SdkHttpClient.Builder<?> ours() {
    return AwsHttpClient.builder(ANSWER, ANSWER);
  }

  public SdkHttpClient create() {
    return switch (this) {
      case APACHE_5 -> ours().build();
      case APACHE_4 ->
          ApacheHttpClient.builder()
              .maxConnections(MAX_CONNECTIONS)
              .connectionTimeout(ANSWER)
              .socketTimeout(ANSWER)
              .build();
      case URL_CONNECTION ->
          UrlConnectionHttpClient.builder().connectionTimeout(ANSWER).socketTimeout(ANSWER).build();
      case CRT ->
          AwsCrtHttpClient.builder()
              .maxConcurrency(MAX_CONNECTIONS)
              .connectionTimeout(ANSWER)
              .buildWithDefaults(
                  AttributeMap.builder()
                      .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                      .build());
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
