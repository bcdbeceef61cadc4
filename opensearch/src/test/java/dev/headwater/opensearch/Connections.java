package dev.headwater.opensearch;

import java.net.URI;
import java.time.Duration;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Creates clients as the service does. */
final class Connections {
  private Connections() {}

  static OpenSearchClient to(URI endpoint) {
    return to(
        endpoint,
        Apache5HttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30))
            .build());
  }

  static OpenSearchClient to(URI endpoint, SdkHttpClient http) {
    return new OpenSearchConnection(
            endpoint,
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
            http)
        .client();
  }
}
