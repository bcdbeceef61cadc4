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

/** A request with its body. */
public final class HttpCall {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final String protocol;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final String callerHost;
  private final int port;

  HttpCall(Request request, byte[] body) {
    this.method = request.getMethod();
    this.rawPath = requireNonNullElse(request.getHttpURI().getPath(), "/");
    this.rawQuery = requireNonNullElse(request.getHttpURI().getQuery(), "");
    this.protocol = request.getConnectionMetaData().getProtocol();
    this.headers = headers(request);
    this.body = body;
    this.callerHost =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress caller
            ? caller.getAddress().getHostAddress()
            : LoopbackServer.HOST;
    this.port = Request.getLocalPort(request);
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
    return method;
  }

  /** The method as it may be logged or repeated: a client may send any word for one. */
  public String shownMethod() {
    return METHODS.contains(method) ? method : "other";
  }

  /** As the caller sent it, encoded. */
  public String rawPath() {
    return rawPath;
  }

  /** As the caller sent it, encoded; empty when there is none. */
  public String rawQuery() {
    return rawQuery;
  }

  /**
   * The parameters of the query, decoded, in the order in which each came first.
   *
   * @throws BadlyEncodedException when one is not encoded well
   */
  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String parameter : rawQuery.split("&", -1)) {
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
    return protocol;
  }

  /** By name in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
  }

  /** {@code host} or {@code host:port}, as the caller named it. */
  public String authority() {
    return header("host").orElse("");
  }

  public byte[] body() {
    return body.clone();
  }

  /** Whether the body begins with a byte order mark of UTF-8 or UTF-16, which JSON forbids. */
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

  /** The address of the caller. */
  public String callerHost() {
    return callerHost;
  }

  /** The port that the caller reached. */
  public int port() {
    return port;
  }
}
