package dev.headwater.service.functions.internal.priming;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.eventbridge.EventBridgePublisher;
import dev.headwater.service.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The forms in which events travel between functions, as the store and the publisher themselves
 * write them, to clients that send nothing.
 */
final class WireForms {
  private static final String SAMPLE = "sample";

  private WireForms() {}

  /** A commit's item, in DynamoDB JSON. */
  static JsonNode item(Aggregate<?, ?, ?, ?> aggregate, Commit<EncodedEvent> commit) {
    return written(
            http -> {
              try (DynamoDbClient client = client(DynamoDbClient.builder(), http)) {
                SampleStream.append(aggregate, commit, client, SAMPLE);
              }
            })
        .path("Item");
  }

  /** The {@code detail} of an event on the bus. */
  static JsonNode detail(RecordedEvent<EncodedEvent> event, EventIds eventIds) {
    JsonNode entry =
        written(
                http -> {
                  try (EventBridgeClient client = client(EventBridgeClient.builder(), http)) {
                    new EventBridgePublisher(client, SAMPLE, SAMPLE)
                        .withEventIds(eventIds)
                        .publish(List.of(event));
                  }
                })
            .path("Entries")
            .path(0);
    return JsonMapper.shared().readTree(entry.path("Detail").asString());
  }

  private static JsonNode written(Consumer<SdkHttpClient> write) {
    List<String> bodies = new ArrayList<>();
    write.accept(
        new PrimingHttpClient(
            new NoNetwork(), new SampleStore(), observed -> bodies.add(observed.body())));
    return JsonMapper.shared().readTree(bodies.getFirst());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, SdkHttpClient http) {
    return builder
        .httpClient(http)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(SAMPLE, SAMPLE)))
        .build();
  }

  /** Sends nothing. */
  private record NoNetwork() implements SdkHttpClient, ExecutableHttpRequest {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return this;
    }

    @Override
    public HttpExecuteResponse call() {
      throw new IllegalStateException("Samples of forms are only written");
    }

    @Override
    public void abort() {} // nothing is under way

    @Override
    public void close() {} // holds nothing
  }
}
