package dev.headwater.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request as its bytes, which may be any but for the framing: that is always right. */
record WireRequest(Port port, String method, String target, List<Header> headers, Bytes body) {
  WireRequest {
    headers = List.copyOf(headers);
  }

  record Header(String name, String value) {}

  static WireRequest get(Port port, String target) {
    return new WireRequest(
        port, "GET", target, List.of(new Header("Host", "127.0.0.1")), Bytes.NONE);
  }

  static WireRequest json(Port port, String method, String target, String json) {
    return new WireRequest(
        port,
        method,
        target,
        List.of(new Header("Host", "127.0.0.1"), new Header("Content-Type", "application/json")),
        Bytes.of(json));
  }

  WireRequest withMethod(String other) {
    return new WireRequest(port, other, target, headers, body);
  }

  WireRequest withTarget(String other) {
    return new WireRequest(port, method, other, headers, body);
  }

  WireRequest withBody(Bytes other) {
    return new WireRequest(port, method, target, headers, other);
  }

  /** One header more, beside any of that name. */
  WireRequest with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new WireRequest(port, method, target, more, body);
  }

  WireRequest without(String name) {
    return new WireRequest(
        port,
        method,
        target,
        headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList(),
        body);
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether a web page from elsewhere would send it. */
  boolean isForeign() {
    return header("host").filter(host -> !isHere(host)).isPresent()
        || header("origin")
            .filter(origin -> !isHere(origin.replaceFirst("^\\w+://", "")))
            .isPresent();
  }

  private static boolean isHere(String authority) {
    return List.of("127.0.0.1", "localhost", "[::1]")
        .contains(authority.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }

  Bytes bytes() {
    return Bytes.join(Bytes.of(head()), body);
  }

  /** Text without line breaks, which would be other headers or another request. */
  private String head() {
    StringBuilder head = new StringBuilder();
    head.append(inLine(method)).append(' ').append(inLine(target)).append(" HTTP/1.1\r\n");
    headers.forEach(
        header ->
            head.append(inLine(header.name()))
                .append(": ")
                .append(inLine(header.value()))
                .append("\r\n"));
    if (!body.isEmpty() || List.of("POST", "PUT", "PATCH").contains(method)) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static String inLine(String text) {
    return text.replaceAll("[\r\n]", "");
  }
}
