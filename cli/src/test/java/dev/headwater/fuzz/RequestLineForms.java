package dev.headwater.fuzz;

import static dev.headwater.fuzz.RawBase.END;

import dev.headwater.fuzz.RawForm.Expected;
import java.util.List;
import java.util.stream.Stream;

/** Request lines that are none, and such as servers read in several ways. */
final class RequestLineForms {
  private static final List<String> BROKEN =
      List.of(
          "",
          "zqx",
          "POST",
          "POST ",
          "POST /zqx",
          "POST /zqx HTTP",
          "POST /zqx HTTP/",
          "POST /zqx HTTP/1",
          "POST /zqx HTTP/x.y",
          "POST /zqx HTTP/1.1 zqx",
          "POST /zqx HTTP/9.9",
          "POST /zqx HTTP/0.9",
          "POST /zqx http/1.1",
          "POST  /zqx  HTTP/1.1",
          "POST\t/zqx\tHTTP/1.1",
          " POST /zqx HTTP/1.1",
          "/zqx HTTP/1.1",
          "POST zqx HTTP/1.1",
          "POST /zq x HTTP/1.1",
          "POST /%zz?zqx HTTP/1.1",
          "POST /zqx\u0000 HTTP/1.1",
          "POST /zqx\u007F HTTP/1.1",
          "POST /zqx\u00E9 HTTP/1.1",
          "P\u0000ST /zqx HTTP/1.1",
          "POST http:// HTTP/1.1",
          "POST http://[ HTTP/1.1",
          "POST http://[::1/zqx HTTP/1.1",
          "POST http://evil.example/zqx HTTP/1.1",
          "POST //zqx HTTP/1.1",
          "POST /../../zqx HTTP/1.1",
          "POST \\zqx HTTP/1.1",
          "POST <zqx> HTTP/1.1",
          "POST * HTTP/1.1",
          "(zqx) / HTTP/1.1",
          "PRI * HTTP/2.0",
          "CONNECT zqx:1 HTTP/1.1",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000zqx");
  private static final List<String> LINE_ENDS =
      List.of("\n", "\r", "\n\r", "\r\r\n", "\u0085", "\u2028");
  private static final int ALLOWED = 9_500;
  private static final int OVERLONG = 70_000;

  private RequestLineForms() {}

  static Stream<RawForm> of(RawBase base) {
    return Stream.of(broken(base), lineEnds(base), allowed(base), overlong(base))
        .flatMap(forms -> forms);
  }

  private static Stream<RawForm> broken(RawBase base) {
    return BROKEN.stream()
        // Other ports may repeat a path, in which no personal data is.
        .map(line -> base.port() == Port.API ? line : line.replace("zqx", "odd"))
        .map(
            line ->
                RawForm.of(
                    "request line " + Bytes.of(line).escaped(),
                    base.port(),
                    Expected.anyOne(),
                    base.withLine(line).whole()));
  }

  /** A server may take a line feed for an end; nothing else. */
  private static Stream<RawForm> lineEnds(RawBase base) {
    return LINE_ENDS.stream()
        .map(
            end ->
                RawForm.of(
                    "line ends " + Bytes.of(end).escaped(),
                    base.port(),
                    Expected.anyOne(),
                    base.whole().replace(END, end)));
  }

  /** As long as API Gateway takes it, together with the headers: 10,240 bytes. */
  private static Stream<RawForm> allowed(RawBase base) {
    String line = base.port() == Port.API ? "GET /metrics HTTP/1.1" : base.line();
    return Stream.of(line.replace(" HTTP", "?zqx=" + "z".repeat(ALLOWED) + " HTTP"))
        .filter(_ -> base.port() == Port.API || base.port() == Port.AWS)
        .map(
            allowed ->
                RawForm.of(
                    "a long request line that is allowed",
                    base.port(),
                    Expected.success(),
                    base.withLine(allowed).whole()));
  }

  private static Stream<RawForm> overlong(RawBase base) {
    return Stream.of(
            "POST /" + "zqx".repeat(OVERLONG / 3) + " HTTP/1.1",
            "ODD".repeat(OVERLONG / 3) + " / HTTP/1.1",
            "POST / HTTP/1.1" + "1".repeat(OVERLONG),
            "zqx".repeat(OVERLONG / 3))
        .map(
            line ->
                RawForm.of(
                    "overlong request line " + line.substring(0, 12),
                    base.port(),
                    Expected.refusal(),
                    base.withLine(line).whole()));
  }
}
