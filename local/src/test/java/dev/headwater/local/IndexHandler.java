package dev.headwater.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The function of {@code search.yaml}: indexes the keys of the items in its table, with the retries
 * of a careful OpenSearch client.
 */
public final class IndexHandler implements RequestStreamHandler {
  private static final String MAPPING =
      """
      {"mappings": {"dynamic": "strict", "properties": {
          "host": {"type": "keyword"}, "domain": {"type": "keyword"}}}}\
      """;

  private static final int MAX_ATTEMPTS = 50;

  private final Map<String, String> environment;

  public IndexHandler(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      send(http, "PUT", "/people", MAPPING); // refused if it exists already
      index(http, ids(input));
    }
  }

  private static List<String> ids(InputStream event) {
    return JsonMapper.shared()
        .readTree(event)
        .path("Records")
        .valueStream()
        .map(entry -> entry.at("/dynamodb/Keys/PK/S").stringValue())
        .toList();
  }

  private void index(HttpClient http, List<String> ids) throws IOException {
    List<String> open = ids;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      if (attempt > MAX_ATTEMPTS) {
        throw new IOException("The index rejects " + open.size() + " documents");
      }
      open = notTaken(http, open);
    }
  }

  /** The keys to send again; after a lost reply, all of them. */
  private List<String> notTaken(HttpClient http, List<String> ids) {
    String bulk =
        ids.stream()
            .map(
                id ->
                    """
                    {"index":{"_id":"%s","version":1,"version_type":"external"}}
                    {"host":"%s","domain":"%s"}
                    """
                        .formatted(id, variable("HOST"), variable("DOMAIN")))
            .collect(Collectors.joining());
    JsonNode items;
    try {
      items = JsonMapper.shared().readTree(send(http, "POST", "/people/_bulk", bulk)).path("items");
    } catch (IOException connectionClosed) {
      return ids;
    }
    return items.isMissingNode()
        ? ids
        : items
            .valueStream()
            .filter(item -> !isTaken(item))
            .map(item -> item.at("/index/_id").stringValue())
            .toList();
  }

  /** A repeated write conflicts with itself, which counts as success. */
  private static boolean isTaken(JsonNode item) {
    return List.of(200, 201, 409).contains(item.at("/index/status").intValue());
  }

  private String variable(String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }

  private String send(HttpClient http, String method, String path, String body) throws IOException {
    URI uri = URI.create(variable("AWS_ENDPOINT_URL_OPENSEARCH")).resolve(path);
    try {
      return http.send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
