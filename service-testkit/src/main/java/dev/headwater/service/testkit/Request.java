package dev.headwater.service.testkit;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request to a service. Immutable. */
public sealed interface Request {
  /** A GET request. */
  static Http get(String path) {
    return new Http("GET", path, Map.of(), null, null);
  }

  /** A POST request without a body. */
  static Http post(String path) {
    return new Http("POST", path, Map.of(), null, null);
  }

  /** A POST request with a body of JSON. */
  static Http post(String path, String json) {
    return new Http("POST", path, Map.of(), json, null);
  }

  /** A PUT request with a body of JSON. */
  static Http put(String path, String json) {
    return new Http("PUT", path, Map.of(), json, null);
  }

  /** A PATCH request with a body of JSON. */
  static Http patch(String path, String json) {
    return new Http("PATCH", path, Map.of(), json, null);
  }

  /** A DELETE request without a body. */
  static Http delete(String path) {
    return new Http("DELETE", path, Map.of(), null, null);
  }

  /**
   * A direct invoke of the command function.
   *
   * @param payload a JSON object
   * @throws IllegalArgumentException if it is not one
   */
  static Invoke command(String commandType, String payload) {
    ObjectNode event = Json.MAPPER.createObjectNode().put("commandType", commandType);
    event.set("payload", Json.object(payload, "The payload of " + commandType));
    return new Invoke(true, commandType, event.toString());
  }

  /**
   * A direct invoke of the query function.
   *
   * @param fields a JSON object
   * @throws IllegalArgumentException if it is not one
   */
  static Invoke query(String queryType, String fields) {
    ObjectNode event = Json.object(fields, "The fields of " + queryType);
    return new Invoke(false, queryType, event.put("queryType", queryType).toString());
  }

  /** Whether it only reads. Views lag on the local cloud, so there a query may be repeated. */
  boolean isQuery();

  /**
   * A request over HTTP.
   *
   * @param path with its query, encoded: {@code /orders?customerName=Ada%20L*}
   * @param headers a body is sent as {@code application/json} if they say nothing else
   * @param body {@code null} for none
   * @param caller the subject of the access token; {@code null} for none
   */
  record Http(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      @Nullable String caller)
      implements Request {
    private static final Pattern SENDABLE =
        Pattern.compile("/(?:[A-Za-z0-9-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*");

    /**
     * @throws IllegalArgumentException if the path cannot be sent like this
     */
    public Http {
      if (!SENDABLE.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "A path begins with / and is encoded, with %20 for a space: " + path + " is not");
      }
      Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      sent.putAll(headers);
      if (body != null) {
        sent.putIfAbsent("Content-Type", "application/json");
      }
      headers = Collections.unmodifiableMap(sent);
    }

    /** The same with a header, such as {@code If-Match}. */
    public Http header(String name, String value) {
      Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      more.putAll(headers);
      more.put(name, value);
      return new Http(method, path, more, body, caller);
    }

    /**
     * The same with an access token that names this caller. Only in memory: the local cloud checks
     * no tokens, so requests have no caller there.
     */
    public Http as(String subject) {
      return new Http(method, path, headers, body, subject);
    }

    URI uri() {
      return URI.create(path);
    }

    @Override
    public boolean isQuery() {
      return method.equals("GET");
    }

    @Override
    public String toString() {
      return method + ' ' + path;
    }
  }

  /**
   * A direct invoke.
   *
   * @param event as the function gets it
   */
  record Invoke(boolean write, String type, String event) implements Request {
    /** The same with another field beside the type, such as {@code commandId}. */
    public Invoke field(String name, String value) {
      return new Invoke(write, type, Json.object(event, "The event").put(name, value).toString());
    }

    @Override
    public boolean isQuery() {
      return !write;
    }

    @Override
    public String toString() {
      return type;
    }
  }
}
