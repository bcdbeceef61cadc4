package dev.headwater.dynamodb;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients of a local DynamoDB with something special about them. The test closes them. */
public final class Clients {
  private Clients() {}

  /** Counts its requests, each attempt of the SDK for itself. */
  public static DynamoDbClient counting(URI endpoint, RequestCount count) {
    return watched(endpoint, List.of(count));
  }

  static DynamoDbClient watched(URI endpoint, List<? extends ExecutionInterceptor> watchers) {
    return client(
        endpoint,
        Apache5HttpClient.create(),
        config -> watchers.forEach(config::addExecutionInterceptor));
  }

  /** Repeats what the SDK repeats by default, but at once. */
  static DynamoDbClient retrying(URI endpoint, SdkHttpClient http) {
    return client(
        endpoint,
        http,
        config ->
            config.retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build()));
  }

  static DynamoDbClient withoutRetries(
      URI endpoint, SdkHttpClient http, ExecutionInterceptor... watchers) {
    return client(
        endpoint,
        http,
        config ->
            config
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .executionInterceptors(List.of(watchers)));
  }

  /** Without retries, and for what else is configured. */
  static DynamoDbClient impatient(
      URI endpoint, Consumer<ClientOverrideConfiguration.Builder> configuration) {
    return client(
        endpoint,
        Apache5HttpClient.create(),
        configuration.andThen(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry())));
  }

  /** With other credentials, and without retries. */
  static DynamoDbClient as(AwsCredentialsProvider credentials, URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClient(Apache5HttpClient.create())
        .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static DynamoDbClient client(
      URI endpoint,
      SdkHttpClient http,
      Consumer<ClientOverrideConfiguration.Builder> configuration) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(http)
        .overrideConfiguration(configuration)
        .build();
  }
}
