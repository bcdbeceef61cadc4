package dev.headwater.local.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client of a search endpoint. */
record SearchClient(HttpClient http, URI endpoint) implements AutoCloseable {
  /** The customers' mapping; searches sort by {@code email.sort}. */
  static final String CUSTOMERS =
      """
      {"settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
       "mappings": {"dynamic": "strict", "properties": {
          "customerId": {"type": "keyword"},
          "email": {"type": "wildcard", "normalizer": "lowercase",
              "fields": {"sort": {"type": "keyword", "normalizer": "lowercase"}}},
          "name": {"type": "keyword", "index": false, "doc_values": false},
          "status": {"type": "keyword"},
          "removed": {"type": "boolean"}}}}\
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * @param status the HTTP status
   */
  record Reply(int status, JsonNode json) {
    String reason() {
      return json.at("/error/reason").asString();
    }

    String errorType() {
      return json.at("/error/type").asString();
    }

    List<String> ids() {
      return StreamSupport.stream(json.at("/hits/hits").spliterator(), false)
          .map(hit -> hit.get("_id").stringValue())
          .toList();
    }

    /** The status of each bulk item. */
    List<Integer> statuses() {
      return StreamSupport.stream(json.get("items").spliterator(), false)
          .map(item -> item.at("/index/status").intValue())
          .toList();
    }
  }

  static SearchClient of(LocalOpenSearch search) {
    return new SearchClient(HttpClient.newHttpClient(), search.endpoint());
  }

  /** Creates the index {@code people}, and returns a client. */
  static SearchClient withPeople(LocalOpenSearch search) {
    SearchClient client = of(search);
    if (client.send("PUT", "/people", CUSTOMERS).status() != 200) {
      throw new AssertionError("The index was not created");
    }
    return client;
  }

  Reply send(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  Reply send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply post(String path, String body) {
    return send("POST", path, body);
  }

  Reply search(String body) {
    return post("/people/_search", body);
  }

  /** Searches by one query for a hundred hits, sorted by e-mail and id. */
  Reply find(String query) {
    return search(
        "{\"size\": 100, \"sort\": [\"email.sort\", \"customerId\"], \"query\": " + query + "}");
  }

  /** Writes documents to the index {@code people}. */
  Reply bulk(String... lines) {
    return post(
        "/people/_bulk?refresh=true",
        List.of(lines).stream().collect(Collectors.joining("\n", "", "\n")));
  }

  static String action(String id, long version, String versionType) {
    return "{\"index\": {\"_id\": \"%s\", \"version\": %s, \"version_type\": \"%s\"}}"
        .formatted(id, version, versionType);
  }

  static String action(String id, long version) {
    return action(id, version, "external");
  }

  static String person(String id, String email) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("customerId", id)
        .put("email", email)
        .put("name", "Name of " + id)
        .put("status", "ACTIVE")
        .toString();
  }

  @Override
  public void close() {
    http.close();
  }
}
