package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The customer service as its clients see it. */
final class CustomerApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Endpoints endpoints;

  CustomerApi(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  static String newId() {
    return "c-" + UUID.randomUUID();
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(endpoints.http().resolve(path)).GET());
  }

  /**
   * @param headers names and values by turns
   */
  Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /** Bytes as they are, which need not be text. */
  Reply post(String path, byte[] body, String contentType) {
    return send(
        HttpRequest.newBuilder(endpoints.http().resolve(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /**
   * @param headers names and values by turns
   */
  Reply put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  Reply register(String id, String email, String... headers) {
    return post(
        "/customers",
        """
        {"customerId": "%s", "email": "%s", "name": "Ada Lovelace"}\
        """
            .formatted(id, email),
        headers);
  }

  /** Registers all of these, by so many callers at once. */
  void registerAll(int callers, Collection<String> ids) {
    Callers.forAll(
        callers, ids, id -> assertThat(register(id, id + "@example.com").status()).isEqualTo(201));
  }

  /** A customer that is there, whose view may not be yet. */
  String registered() {
    String id = newId();
    Reply reply = register(id, id + "@example.com");
    if (reply.status() != 201) {
      throw new AssertionError("Not registered: " + reply.text());
    }
    return id;
  }

  Reply updateEmail(String id, String newEmail, String... headers) {
    return put(
        "/customers/" + id + "/email",
        """
        {"newEmail": "%s"}\
        """
            .formatted(newEmail),
        headers);
  }

  Reply suspend(String id, String... headers) {
    return post(
        "/customers/" + id + "/suspend",
        """
        {"reason": "unpaid"}\
        """,
        headers);
  }

  Reply reactivate(String id, String... headers) {
    return post("/customers/" + id + "/reactivate", "", headers);
  }

  /** Lambda's Invoke, as any SDK sends it. */
  JsonNode invoke(String function, String event) {
    return invoke(function, BodyPublishers.ofString(event)).json();
  }

  /** The answer of Lambda itself to an event that need not be text. */
  Reply invoke(String function, byte[] event) {
    return invoke(function, BodyPublishers.ofByteArray(event));
  }

  private Reply invoke(String function, BodyPublisher event) {
    String name = Objects.requireNonNull(endpoints.functions().get(function), function);
    URI uri = endpoints.lambda().resolve("/2015-03-31/functions/" + name + "/invocations");
    return send(HttpRequest.newBuilder(uri).POST(event));
  }

  private Reply send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(endpoints.http().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    for (int index = 0; index < headers.length; index += 2) {
      request.setHeader(headers[index], headers[index + 1]);
    }
    return send(request);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
