package dev.headwater.e2e;

import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Puts unreadable data into queues, tables and indexes, with a word that must not be repeated. */
final class Poison implements AutoCloseable {
  /** How many {@link #viewQueue} sends. */
  static final int MESSAGES = 4;

  private static final int MAX_RECEIVES = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Endpoints endpoints;
  private final String word;
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private final Map<String, List<Message>> received = new HashMap<>();

  Poison(Endpoints endpoints, String word) {
    this.endpoints = endpoints;
    this.word = word;
    this.tables = ServiceClients.dynamoDb(endpoints);
    this.queues = ServiceClients.sqs(endpoints);
  }

  /** A batch of a stream whose one commit is none. */
  String streamEvent() {
    return """
    {"Records": [{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1",
      "Keys": {"PK": {"S": "CUSTOMER#broken"}, "SK": {"S": "EVENT#0000000001"}},
      "NewImage": {"PK": {"S": "CUSTOMER#broken"}, "SK": {"S": "EVENT#0000000001"},
        "version": {"N": "%1$s"}, "%1$s": {"B": "%1$s"}}}}, "%1$s"]}\
    """
        .formatted(word);
  }

  String putEvents(String body) {
    return send(
        HttpRequest.newBuilder(endpoints.eventbridge())
            .header("X-Amz-Target", "AWSEvents.PutEvents")
            .POST(BodyPublishers.ofString(body)));
  }

  /** An event for our queues, with a character that SQS takes in no message as it is. */
  String putUnsendable() {
    return putEvents(
        """
        {"Entries": [{"Source": "headwater.customers", "DetailType": "T",
          "EventBusName": "%s", "Detail": "{\\"a\\": \\"%s\\\\uffff\\"}"}]}\
        """
            .formatted(endpoints.buses().get("Bus"), word));
  }

  /** No JSON, no event, an unknown one, and one whose payload is not what it should be. */
  void viewQueue() {
    String url = queue("CustomerViewQueue");
    for (String body :
        List.of(
            word,
            "{\"detail\": {\"" + word + "\": 1}}",
            event("unknown", "Renamed", "\"name\": \"" + word + "\""),
            event("odd", "CustomerRegistered", "\"name\": 7, \"email\": \"" + word + "\""))) {
      queues.sendMessage(send -> send.queueUrl(url).messageBody(body));
    }
  }

  private static String event(String id, String type, String payload) {
    return """
    {"detail": {"eventId": "%1$s@1", "category": "CUSTOMER", "aggregateId": "%1$s",
      "eventType": "%2$s", "schemaVersion": 1, "payload": {%3$s}, "timestamp": 1,
      "version": 1, "commit": {"first": 1, "count": 1}, "commandId": "c",
      "metadata": {}}}\
    """
        .formatted(id, type, payload);
  }

  /** The bus still sends to it. */
  void removeSearchQueue() {
    String url = queue("CustomerSearchQueue");
    queues.deleteQueue(delete -> delete.queueUrl(url));
  }

  /** A commit that is none. */
  void commit() {
    tables.putItem(
        put ->
            put.tableName(table("EventsTable"))
                .item(
                    Map.of(
                        "PK",
                        AttributeValue.fromS("CUSTOMER#broken"),
                        "SK",
                        AttributeValue.fromS("EVENT#0000000001"),
                        "events",
                        AttributeValue.fromS(word),
                        "version",
                        AttributeValue.fromN("1"))));
  }

  /** A view with a field that is not of its type. */
  void view(String id) {
    Map<String, AttributeValue> key = Map.of("customerId", AttributeValue.fromS(id));
    Map<String, AttributeValue> item =
        new HashMap<>(
            tables.getItem(get -> get.tableName(table("CustomersTable")).key(key)).item());
    item.put("registrationDate", AttributeValue.fromS(word));
    tables.putItem(put -> put.tableName(table("CustomersTable")).item(item));
  }

  /** A document, found by its e-mail, with dates that are none. */
  void document(String id) {
    String document =
        """
        {"customerId": "%1$s", "email": "%2$s@example.com", "name": "%2$s"}\
        """
            .formatted(id, word);
    send(
        HttpRequest.newBuilder(
                Objects.requireNonNull(endpoints.opensearch()).resolve("/customers-a/_bulk"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"index\": {\"_id\": \""
                        + id
                        + "\", \"version\": 9, \"version_type\": \"external_gte\"}}\n"
                        + document
                        + "\n")));
  }

  /** All that is said of the letters of a queue so far, but for what was parked itself. */
  List<String> deadLetters(String queue) {
    return receive(queue).stream()
        .map(
            letter ->
                letter.messageAttributes().entrySet().stream()
                    .map(attribute -> attribute.getKey() + "=" + attribute.getValue().stringValue())
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  List<String> bodies(String queue) {
    return receive(queue).stream().map(Message::body).toList();
  }

  /** Together with what was received before, which stays invisible for a while. */
  private List<Message> receive(String queue) {
    List<Message> all = received.computeIfAbsent(queue, name -> new ArrayList<>());
    List<Message> more = List.of();
    int receives = 0;
    do {
      more =
          queues
              .receiveMessage(
                  receive ->
                      receive
                          .queueUrl(queue(queue))
                          .maxNumberOfMessages(10)
                          .messageAttributeNames("All"))
              .messages();
      all.addAll(more);
    } while (!more.isEmpty() && ++receives < MAX_RECEIVES);
    return all;
  }

  private String queue(String id) {
    return Objects.requireNonNull(endpoints.queues().get(id), id);
  }

  private String table(String id) {
    return Objects.requireNonNull(endpoints.tables().get(id), id);
  }

  private String send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
    tables.close();
    queues.close();
  }
}
