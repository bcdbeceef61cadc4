package dev.headwater.fuzz;

import dev.headwater.fuzz.RawForm.Expected;
import java.util.List;
import java.util.stream.Stream;

/** Headers that are none, too many, too long, or as long as they may be. */
final class HeaderForms {
  private static final List<String> BROKEN =
      List.of(
          "zqx",
          ": zqx",
          "zqx : zqx",
          " zqx: zqx",
          "X-A: zqx\r\n zqx: folded",
          "X-A: zq\u0000x",
          "X-A: zq\rx",
          "X-A: zq\u0001x",
          "X-A: zq\u007Fx",
          "z\u00E9qx: zqx",
          "z(q)x: zqx",
          "X-A: \uFFFF",
          "X-A\u0000: zqx",
          "zqx\tzqx: 1",
          "\u0000",
          "X-A: zqx\nX-B: zqx",
          "Host: 127.0.0.1",
          "Host: evil.example",
          "HOST: zqx@evil.example",
          "Expect: zqx",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: zqx",
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: zqx",
          "Connection: zqx",
          "Cookie: zqx",
          "Cookie: =;=;zqx=\"",
          "Accept: zqx;q=zqx",
          "Content-Type: zqx",
          "Content-Type: /;=",
          "Origin: odd",
          "Origin: http://[",
          "Range: bytes=zqx",
          "Content-Encoding: zqx",
          "Content-Encoding: gzip",
          "Accept-Encoding: zqx;q=9",
          "Traceparent: zqx",
          "If-Match: zqx",
          "Authorization: zqx",
          "X-Amz-Target: zqx",
          "Proxy-Connection: zqx",
          "Keep-Alive: timeout=zqx");

  /** With the rest of the head, just below the 10,240 bytes of API Gateway. */
  private static final int ALLOWED = 9_600;

  private static final int MANY = 5_000;

  private HeaderForms() {}

  static Stream<RawForm> of(RawBase base) {
    return Stream.of(broken(base), hosts(base), allowed(base), tooLong(base))
        .flatMap(forms -> forms);
  }

  private static Stream<RawForm> broken(RawBase base) {
    return BROKEN.stream()
        .map(
            header ->
                RawForm.of(
                    "header " + Bytes.of(header).escaped(),
                    base.port(),
                    Expected.anyOne(),
                    base.withHeader(header).whole()));
  }

  private static Stream<RawForm> hosts(RawBase base) {
    String whole = base.whole();
    return Stream.of(
        RawForm.of(
            "no host", base.port(), Expected.refusal(), whole.replace("Host: 127.0.0.1\r\n", "")),
        RawForm.of(
            "another host",
            base.port(),
            Expected.refusalThatIsOwed(),
            whole.replace("127.0.0.1", "evil.example")),
        RawForm.of(
            "another host in a long body",
            base.port(),
            Expected.refusalThatIsOwed(),
            base.withBody("zqx".repeat(100_000)).whole().replace("127.0.0.1", "evil.example")),
        RawForm.of(
            "another origin",
            base.port(),
            Expected.refusalThatIsOwed(),
            base.withHeader("Origin: http://evil.example").whole()),
        RawForm.of(
            "another origin, a long body",
            base.port(),
            Expected.refusalThatIsOwed(),
            base.withHeader("Origin: http://evil.example")
                .withBody("zqx".repeat(100_000))
                .whole()));
  }

  private static Stream<RawForm> allowed(RawBase base) {
    return Stream.of(
        RawForm.of(
            "a long header that is allowed",
            base.port(),
            Expected.success(),
            base.withHeader("Cookie: zqx=" + "z".repeat(ALLOWED - 500)).whole()),
        RawForm.of(
            "many headers that are allowed",
            base.port(),
            Expected.success(),
            base.withHeader("X-A: zqx\r\nX-B: zqx\r\n".repeat(200) + "X-C: zqx").whole()));
  }

  private static Stream<RawForm> tooLong(RawBase base) {
    return Stream.of(
        RawForm.of(
            "a header that is too long",
            base.port(),
            Expected.refusal(),
            base.withHeader("Cookie: zqx=" + "z".repeat(200_000)).whole()),
        RawForm.of(
            "a header name that is too long",
            base.port(),
            Expected.refusal(),
            base.withHeader("zqx".repeat(70_000) + ": zqx").whole()),
        RawForm.of(
            "too many headers",
            base.port(),
            Expected.refusal(),
            base.withHeader("X-A: zqx\r\nX-B: zqx\r\n".repeat(MANY) + "X-C: zqx").whole()));
  }
}
