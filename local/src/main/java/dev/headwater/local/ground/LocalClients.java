package dev.headwater.local.ground;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Configures SDK clients for the services in this JVM. */
public final class LocalClients {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  /** Every polled queue and shard holds a connection. */
  private static final int MAX_CONNECTIONS = 1000;

  private LocalClients() {}

  /** Gives the client its own connection pool, which closes with it. */
  public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, URI endpoint) {
    return requireNonNull(
        builder
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS))
            .endpointOverride(endpoint)
            .region(Region.of(LocalArn.REGION))
            .credentialsProvider(LocalCredentials.PROVIDER)
            .overrideConfiguration(c -> c.apiCallTimeout(REQUEST_TIMEOUT)));
  }
}
