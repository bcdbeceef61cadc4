package dev.headwater.local.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A response: status, headers, body. Immutable. */
public final class HttpReply {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  private HttpReply(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static HttpReply of(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
  }

  /** With a body in UTF-8. */
  public static HttpReply of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** With a value as JSON. */
  public static HttpReply json(int status, Object value) {
    return json(status, "application/json", value);
  }

  public static HttpReply json(int status, String contentType, Object value) {
    return of(status, contentType, JsonMapper.shared().writeValueAsBytes(value));
  }

  public static HttpReply of(int status, String contentType, byte[] body) {
    return of(status, body).with("Content-Type", contentType);
  }

  /** With a body but no content type; add one with {@link #with(String, String)} if needed. */
  public static HttpReply of(int status, byte[] body) {
    return new HttpReply(status, Map.of(), body.clone());
  }

  /**
   * Returns a copy with one more header.
   *
   * @throws IllegalArgumentException when the name or a value contains characters that HTTP
   *     forbids, such as a line break
   */
  public HttpReply with(String name, List<String> values) {
    check(name, values);
    List<String> all = new ArrayList<>(headers.getOrDefault(name, List.of()));
    all.addAll(values);
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.copyOf(all));
    return new HttpReply(status, more, body);
  }

  /** As {@link #with(String, List)}. */
  public HttpReply with(String name, String value) {
    return with(name, List.of(value));
  }

  private static void check(String name, List<String> values) {
    boolean hasControl =
        values.stream()
            .anyMatch(value -> value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t'));
    if (hasControl || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A header name or value contains characters that HTTP forbids");
    }
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public Map<String, List<String>> headers() {
    return headers;
  }

  public byte[] body() {
    return body.clone();
  }

  byte[] content() {
    return body;
  }
}
