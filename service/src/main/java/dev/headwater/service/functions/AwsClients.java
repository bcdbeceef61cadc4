package dev.headwater.service.functions;

import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.HttpPools.Timeouts;
import dev.headwater.service.functions.internal.RenewableCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The only place where SDK clients are created. They follow the function's environment, including
 * the standard {@code AWS_ENDPOINT_URL_<SERVICE>} variables, so that the same function runs on AWS
 * and in the local cloud. Clients have threads: read required environment variables before you
 * create this, and close it.
 */
final class AwsClients implements AutoCloseable {
  /** The limit for one attempt; answers usually take a few milliseconds. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

  /** The limit for a call with all attempts, well within a function's timeout. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  /** For a page of a scan, and the answer to a search for many ids. */
  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(30);

  /** For a request that checks for an index or creates one; OpenSearch finishes it regardless. */
  static final Timeouts CHECKS = new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1));

  static final String TIMEOUT_THREAD = "AWS timeouts";

  private final Settings settings;
  private final Region region;
  private final HttpPools pools;
  private final SdkHttpClient http;
  private final RenewableCredentials credentials;
  private final ScheduledExecutorService timeoutThread;
  private final List<SdkAutoCloseable> open = new ArrayList<>();
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable DynamoDbClient dynamoDbForScans;
  private @Nullable SqsClient sqs;
  private @Nullable CloudWatchClient cloudWatch;
  private @Nullable OpenSearchClient openSearchForChecks;
  private @Nullable OpenSearchClient openSearchForScans;
  private @Nullable DynamoDbClient dynamoDbWithoutRetries;
  private @Nullable DynamoDbStreamsClient dynamoDbStreams;
  private @Nullable EventBridgeClient eventBridge;

  /**
   * @param pools the HTTP clients, which are closed with these
   * @throws IllegalStateException if the environment names no Region; nothing is open then
   */
  AwsClients(Settings settings, HttpPools pools) {
    this.settings = settings;
    this.region = Region.of(settings.text("AWS_REGION"));
    this.pools = pools;
    this.http = pools.with(new Timeouts(ATTEMPT_TIMEOUT, ATTEMPT_TIMEOUT));
    this.credentials = new RenewableCredentials(settings);
    this.timeoutThread = startTimeoutThread();
  }

  /** The same client each time. */
  synchronized DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = opened(configure(DynamoDbClient.builder(), "DYNAMODB").build());
    }
    return dynamoDb;
  }

  /** For scans, whose pages are large: an answer may take long. The same client each time. */
  synchronized DynamoDbClient dynamoDbForScans() {
    if (dynamoDbForScans == null) {
      dynamoDbForScans =
          opened(
              configure(DynamoDbClient.builder(), "DYNAMODB")
                  .httpClient(pools.with(new Timeouts(ATTEMPT_TIMEOUT, SCAN_TIMEOUT)))
                  .overrideConfiguration(
                      override()
                          .retryStrategy(RetryMode.STANDARD)
                          .apiCallAttemptTimeout(SCAN_TIMEOUT)
                          .apiCallTimeout(SCAN_TIMEOUT)
                          .build())
                  .build());
    }
    return dynamoDbForScans;
  }

  /**
   * For command handlers, which retry by themselves: they know the deadline, and what a reply means
   * after an earlier one was lost. The same client each time.
   */
  synchronized DynamoDbClient dynamoDbWithoutRetries() {
    if (dynamoDbWithoutRetries == null) {
      dynamoDbWithoutRetries =
          opened(
              configure(DynamoDbClient.builder(), "DYNAMODB")
                  .overrideConfiguration(
                      override()
                          .retryStrategy(AwsRetryStrategy.doNotRetry())
                          .apiCallTimeout(ATTEMPT_TIMEOUT)
                          .build())
                  .build());
    }
    return dynamoDbWithoutRetries;
  }

  /** The same client each time. */
  synchronized EventBridgeClient eventBridge() {
    if (eventBridge == null) {
      eventBridge = opened(configure(EventBridgeClient.builder(), "EVENTBRIDGE").build());
    }
    return eventBridge;
  }

  /** The same client each time. */
  synchronized SqsClient sqs() {
    if (sqs == null) {
      sqs = opened(configure(SqsClient.builder(), "SQS").build());
    }
    return sqs;
  }

  /** For reading the events table's stream again. The same client each time. */
  synchronized DynamoDbStreamsClient dynamoDbStreams() {
    if (dynamoDbStreams == null) {
      dynamoDbStreams =
          opened(configure(DynamoDbStreamsClient.builder(), "DYNAMODB_STREAMS").build());
    }
    return dynamoDbStreams;
  }

  /** The same client each time. */
  synchronized CloudWatchClient cloudWatch() {
    if (cloudWatch == null) {
      cloudWatch = opened(configure(CloudWatchClient.builder(), "CLOUDWATCH").build());
    }
    return cloudWatch;
  }

  /** A client for the search domain; {@code null} if search is switched off. */
  @Nullable OpenSearchClient openSearch() {
    return openSearch(new Timeouts(ATTEMPT_TIMEOUT, CALL_TIMEOUT));
  }

  /**
   * The same with short timeouts, since a check delays the call that needs it. The same client each
   * time.
   */
  synchronized @Nullable OpenSearchClient openSearchForChecks() {
    if (openSearchForChecks == null) {
      openSearchForChecks = openSearch(CHECKS);
    }
    return openSearchForChecks;
  }

  /** The same with a long timeout, for scans. The same client each time. */
  synchronized @Nullable OpenSearchClient openSearchForScans() {
    if (openSearchForScans == null) {
      openSearchForScans = openSearch(new Timeouts(ATTEMPT_TIMEOUT, SCAN_TIMEOUT));
    }
    return openSearchForScans;
  }

  private @Nullable OpenSearchClient openSearch(Timeouts timeouts) {
    String host = settings.get(Environment.SEARCH_ENDPOINT);
    if (host == null) {
      return null;
    }
    String endpoint = endpoint("OPENSEARCH");
    return new OpenSearchConnection(
            URI.create(endpoint == null ? "https://" + host : endpoint),
            region,
            credentials,
            pools.with(timeouts))
        .client();
  }

  /** Closes every client that was made. */
  @Override
  public synchronized void close() {
    try {
      open.reversed().forEach(SdkAutoCloseable::close);
      pools.close();
      credentials.close();
    } finally {
      timeoutThread.shutdownNow();
    }
  }

  /**
   * Ends calls that take too long. It needs one thread, which starts here; by default, each client
   * of the SDK starts up to five during its first calls.
   */
  private static ScheduledExecutorService startTimeoutThread() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name(TIMEOUT_THREAD).daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.prestartAllCoreThreads();
    return executor;
  }

  /** The HTTP clients. */
  HttpPools pools() {
    return pools;
  }

  /** What signs requests. */
  RenewableCredentials credentials() {
    return credentials;
  }

  private synchronized <C extends SdkAutoCloseable> C opened(C client) {
    open.add(client);
    return client;
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
      B builder, String service) {
    String endpoint = endpoint(service);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .httpClient(http)
        .region(region)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            override()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .build());
  }

  /** What every client has; it replaces all that was configured before. */
  private ClientOverrideConfiguration.Builder override() {
    return ClientOverrideConfiguration.builder().scheduledExecutorService(timeoutThread);
  }

  private @Nullable String endpoint(String service) {
    String endpoint = settings.get("AWS_ENDPOINT_URL_" + service);
    return endpoint == null ? settings.get("AWS_ENDPOINT_URL") : endpoint;
  }
}
