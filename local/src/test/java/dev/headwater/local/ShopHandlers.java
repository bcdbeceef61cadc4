package dev.headwater.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The functions of {@code shop.yaml}: take orders over HTTP, publish them, and project a view. */
public final class ShopHandlers {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ShopHandlers() {}

  /** What the functions of the shop share. */
  abstract static class ShopHandler implements RequestStreamHandler {
    private final Map<String, String> environment;
    final DynamoDbClient tables;

    ShopHandler(Map<String, String> environment) {
      this.environment = environment;
      this.tables =
          DynamoDbClient.builder()
              .endpointOverride(URI.create(variable("AWS_ENDPOINT_URL_DYNAMODB")))
              .region(Region.of(variable("AWS_REGION")))
              .credentialsProvider(credentials())
              .httpClientBuilder(Apache5HttpClient.builder())
              .build();
    }

    final String variable(String name) {
      return Objects.requireNonNull(environment.get(name), name);
    }

    final StaticCredentialsProvider credentials() {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(
              variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")));
    }

    final void put(String table, String id) {
      tables.putItem(
          put -> put.tableName(variable(table)).item(Map.of("PK", AttributeValue.fromS(id))));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      output.write(JSON.writeValueAsBytes(answer(JSON.readTree(input))));
      context
          .getLogger()
          .log(
              """
              {"_aws": {"Timestamp": 0, "CloudWatchMetrics": [{"Namespace": "Shop",
               "Dimensions": [["function"]], "Metrics": [{"Name": "Calls", "Unit": "Count"}]}]},
               "function": "%s", "Calls": 1}\
              """
                  .formatted(context.getFunctionName()));
    }

    abstract Map<String, ?> answer(JsonNode event);
  }

  /** Accepts an order, or reads its view. */
  public static final class Place extends ShopHandler {
    public Place(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Map<String, ?> answer(JsonNode event) {
      String id = event.at("/pathParameters/id").asString();
      if (event.path("routeKey").asString().startsWith("PUT")) {
        put("ORDERS", id);
        return Map.of("statusCode", 201, "body", id);
      }
      boolean seen =
          tables
              .getItem(
                  get ->
                      get.tableName(variable("VIEWS")).key(Map.of("PK", AttributeValue.fromS(id))))
              .hasItem();
      return Map.of("statusCode", seen ? 200 : 404, "body", id);
    }
  }

  /** Publishes the records of the stream on the bus. */
  public static final class Relay extends ShopHandler {
    private final EventBridgeClient events;

    public Relay(Map<String, String> environment) {
      super(environment);
      this.events =
          EventBridgeClient.builder()
              .endpointOverride(URI.create(variable("AWS_ENDPOINT_URL_EVENTBRIDGE")))
              .region(Region.of(variable("AWS_REGION")))
              .credentialsProvider(credentials())
              .httpClientBuilder(Apache5HttpClient.builder())
              .build();
    }

    @Override
    Map<String, ?> answer(JsonNode event) {
      for (JsonNode record : event.path("Records")) {
        String id = record.at("/dynamodb/NewImage/PK/S").asString();
        var entry =
            PutEventsRequestEntry.builder()
                .eventBusName(variable("BUS"))
                .source(variable("SOURCE"))
                .detailType("OrderPlaced")
                .detail(JSON.writeValueAsString(Map.of("id", id)))
                .build();
        events.putEvents(put -> put.entries(entry));
      }
      return Map.of();
    }
  }

  /** Writes the view; fails on an order named poison. */
  public static final class Project extends ShopHandler {
    public Project(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Map<String, ?> answer(JsonNode event) {
      for (JsonNode record : event.path("Records")) {
        JsonNode body = JSON.readTree(record.path("body").asString());
        String id = body.at("/detail/id").asString();
        if (id.equals("poison")) {
          throw new IllegalArgumentException("an order that cannot be projected");
        }
        put("VIEWS", id);
      }
      return Map.of();
    }
  }
}
