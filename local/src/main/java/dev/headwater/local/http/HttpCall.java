package dev.headwater.local.http;

import static java.util.Objects.requireNonNullElse;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** A request with its body. Not to be used once it is answered: Jetty reuses its requests. */
public final class HttpCall {
  /**
   * Headers that belong to one connection or frame a body, in lower case. A service neither
   * forwards nor sets them.
   */
  public static final Set<String> CONNECTION_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "te",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Request request;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  HttpCall(Request request, byte[] body) {
    this.request = request;
    this.headers = headers(request);
    this.body = body;
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(requireNonNullElse(field.getValue(), ""));
    }
    return headers;
  }

  public String method() {
    return request.getMethod();
  }

  /** The method, safe to log or echo: a client may send any word as a method. */
  public String shownMethod() {
    return METHODS.contains(method()) ? method() : "other";
  }

  /** As the caller sent it, encoded. */
  public String rawPath() {
    return requireNonNullElse(request.getHttpURI().getPath(), "/");
  }

  /** As the caller sent it, encoded; empty when there is none. */
  public String rawQuery() {
    return requireNonNullElse(request.getHttpURI().getQuery(), "");
  }

  /**
   * The decoded query parameters, ordered by first occurrence.
   *
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String parameter : rawQuery().split("&", -1)) {
      if (!parameter.isEmpty()) {
        String[] parts = parameter.split("=", 2);
        query
            .computeIfAbsent(PercentEncoding.decode(parts[0]), name -> new ArrayList<>())
            .add(parts.length < 2 ? "" : PercentEncoding.decode(parts[1]));
      }
    }
    return query;
  }

  /** For example {@code HTTP/1.1}. */
  public String protocol() {
    return request.getConnectionMetaData().getProtocol();
  }

  /** Keyed by lower-case name. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header, in any letter case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
  }

  /** {@code host} or {@code host:port}, as the caller sent it. */
  public String authority() {
    return header("host").orElse("");
  }

  public byte[] body() {
    return body.clone();
  }

  /** Whether the body begins with a UTF-8 or UTF-16 byte order mark, which JSON forbids. */
  public boolean hasByteOrderMark() {
    return startsWith(0xEF, 0xBB, 0xBF) || startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE);
  }

  private boolean startsWith(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= body.length || (body[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  public int bodyLength() {
    return body.length;
  }

  /** The caller's IP address. */
  public String callerHost() {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress caller
        ? caller.getAddress().getHostAddress()
        : LoopbackServer.HOST;
  }

  /** The local port that the caller connected to. */
  public int port() {
    return Request.getLocalPort(request);
  }
}
