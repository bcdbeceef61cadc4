package dev.headwater.fuzz;

/** Headers as clients, proxies and web pages may send them, and as they should not. */
final class OddHeaders {
  /** So that a head stays below the 10,240 bytes that API Gateway takes. */
  private static final int LONG = 8_000;

  private OddHeaders() {}

  static WireRequest contentType(Chance chance, WireRequest request) {
    WireRequest without = request.without("Content-Type");
    return chance.oneIn(8)
        ? without
        : without.with(
            "Content-Type",
            chance.of(
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "APPLICATION/JSON",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=\"windows-1252\"",
                "application/json; charset=zqx",
                "application/json; charset=",
                "application/json;",
                "application/json; a=b",
                "application/json, text/plain",
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=zqx",
                "application/problem+json",
                "",
                "/",
                "zqx",
                "application/json; charset=utf-8; " + "charset=utf-16"));
  }

  static WireRequest precondition(Chance chance, WireRequest request) {
    return request.with(
        "If-Match",
        chance.of(
            "\"1\"",
            "\"2\"",
            "\"0\"",
            "W/\"1\"",
            "*",
            "1",
            "\"\"",
            "\"01\"",
            "\"1\", \"2\"",
            "\"99999999999\"",
            "\"-1\"",
            "\"\u0661\"",
            "",
            "zqx"));
  }

  static WireRequest key(Chance chance, WireRequest request) {
    return request.with(
        "Idempotency-Key",
        chance.of(
            "once",
            "k" + chance.below(1_000_000),
            "k".repeat(256),
            "k".repeat(257),
            "",
            "a b",
            "zqx\u00E9",
            "\t",
            "\u202E",
            "k,k"));
  }

  static WireRequest trace(Chance chance, WireRequest request) {
    return request.with(
        chance.of("traceparent", "X-Correlation-Id", "tracestate", "baggage"),
        chance.of(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-zqx",
            "",
            "zqx".repeat(chance.between(1, 500)),
            "\uFFFF",
            "${zqx}",
            "a".repeat(LONG)));
  }

  static WireRequest any(Chance chance, WireRequest request) {
    return switch (chance.below(8)) {
      case 0 -> request.with("Cookie", "zqx=" + "z".repeat(chance.between(1, LONG)));
      case 1 -> request.with("X-Forwarded-For", OddText.of(chance, "zqx"));
      case 2 -> request.with("Accept", chance.of("text/html", "*/*;q=0", "zqx", ""));
      case 3 -> request.with("Accept-Encoding", chance.of("gzip", "zqx", "identity;q=0", "br"));
      case 4 -> request.with("Authorization", "Bearer zqx" + OddText.piece(chance));
      case 5 -> request.with("X-Amz-Invocation-Type", chance.of("DryRun", "odd", ""));
      case 6 -> request.with("Connection", chance.of("close", "keep-alive", "zqx"));
      default -> request.with("X-" + "z".repeat(chance.between(1, 300)), OddText.piece(chance));
    };
  }

  /** As a web page from elsewhere sends it, or one from here. */
  static WireRequest foreign(Chance chance, WireRequest request) {
    return chance.oneIn(2)
        ? request
            .without("Host")
            .with(
                "Host",
                chance.of(
                    "evil.example",
                    "127.0.0.1.evil.example",
                    "",
                    "localhost.",
                    "[::1]",
                    "localhost:1",
                    "127.0.0.1@evil.example"))
        : request.with(
            "Origin",
            chance.of(
                "http://evil.example",
                "null",
                "https://localhost",
                "http://127.0.0.1:1",
                "http://localhost.evil.example",
                "http://",
                ""));
  }
}
