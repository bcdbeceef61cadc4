package dev.headwater.fuzz;

import static dev.headwater.fuzz.RawBase.chunk;

import dev.headwater.fuzz.RawForm.Expected;
import dev.headwater.fuzz.RawForm.Step;
import java.util.List;
import java.util.stream.Stream;

/** Bodies in chunks, broken and whole. */
final class ChunkForms {
  private static final String LAST = "0\r\n\r\n";

  /** Where a size must stand. */
  private static final List<String> BROKEN_SIZES =
      List.of(
          "{\"email\": \"zqx\"}",
          "zqx",
          "",
          " ",
          "-1",
          "-5",
          "+5",
          "0x5",
          "5g",
          "5 5",
          "FFFFFFFFFFFFFFFF",
          "FFFFFFFF",
          "80000000",
          "7FFFFFFF",
          "7FFFFFFFFFFFFFFF",
          "8000000000000000",
          "100000000000000000",
          "1".repeat(5_000),
          "\u0665",
          "5\u0000",
          "\"5\"",
          "5,5",
          ";zqx",
          "\u0000");

  private ChunkForms() {}

  static Stream<RawForm> of(RawBase base, int number) {
    return Stream.of(
            brokenSizes(base), brokenData(base), whole(base), overlong(base), behind(base, number))
        .flatMap(forms -> forms);
  }

  /** Waits for the answer: a client that has sent something broken does not know. */
  private static Stream<RawForm> brokenSizes(RawBase base) {
    return BROKEN_SIZES.stream()
        .flatMap(
            size ->
                Stream.of(
                    RawForm.of(
                        "chunk size " + shown(size),
                        base.port(),
                        Expected.refusal(),
                        base.chunked(size + "\r\n" + base.body() + "\r\n" + LAST)),
                    RawForm.of(
                        "second chunk size " + shown(size),
                        base.port(),
                        Expected.refusal(),
                        base.chunked(chunk(base.body()) + size + "\r\nzqx\r\n" + LAST))));
  }

  private static String shown(String size) {
    return Bytes.of(size.substring(0, Math.min(20, size.length()))).escaped();
  }

  private static Stream<RawForm> brokenData(RawBase base) {
    return Stream.of(
        RawForm.of(
            "a chunk longer than its size",
            base.port(),
            Expected.refusal(),
            base.chunked("5\r\n" + base.body() + "\r\n" + LAST)),
        RawForm.of(
            "a chunk shorter than its size",
            base.port(),
            Expected.refusal(),
            base.chunked("fff\r\n" + base.body() + "\r\n" + LAST)),
        RawForm.of(
            "a chunk without an end",
            base.port(),
            Expected.refusal(),
            base.chunked(chunk(base.body()).stripTrailing() + LAST)),
        RawForm.of(
            "no last chunk", base.port(), Expected.refusal(), base.chunked(chunk(base.body()))),
        RawForm.of("no chunk at all", base.port(), Expected.refusal(), base.chunked("")),
        RawForm.of(
            "a last chunk without an end",
            base.port(),
            Expected.anyOne(),
            base.chunked(chunk(base.body()) + "0\r\n")),
        RawForm.of(
            "chunks with line feeds alone",
            base.port(),
            Expected.anyOne(),
            base.chunked((chunk(base.body()) + LAST).replace("\r\n", "\n"))),
        RawForm.of(
            "chunks in HTTP/1.0",
            base.port(),
            Expected.anyOne(),
            base.withLine(base.line().replace("1.1", "1.0")).chunked(chunk(base.body()) + LAST)));
  }

  private static Stream<RawForm> whole(RawBase base) {
    String body = base.body();
    String halves = chunk(body.substring(0, 9)) + chunk(body.substring(9)) + LAST;
    return Stream.of(
            chunk(body) + LAST,
            halves,
            chunk(body).replaceFirst("\r\n", ";zqx=zqx\r\n") + LAST,
            chunk(body) + "0\r\nX-Trailer: zqx\r\n\r\n",
            "000" + chunk(body) + LAST,
            chunk(body) + "00000\r\n\r\n")
        .map(
            content ->
                RawForm.of(
                    "good chunks "
                        + content.replace(body, "").strip().lines().findFirst().orElse(""),
                    base.port(),
                    Expected.success(),
                    base.chunked(content)));
  }

  private static Stream<RawForm> overlong(RawBase base) {
    String body = base.body();
    return Stream.of(
        RawForm.of(
            "a long extension of a chunk",
            base.port(),
            Expected.anyOne(),
            base.chunked(
                chunk(body).replaceFirst("\r\n", ";zqx=" + "z".repeat(100_000) + "\r\n") + LAST)),
        RawForm.of(
            "many trailers",
            base.port(),
            Expected.anyOne(),
            base.chunked(chunk(body) + "0\r\n" + "X-Trailer: zqx\r\n".repeat(10_000) + "\r\n")),
        RawForm.of(
            "a broken trailer",
            base.port(),
            Expected.anyOne(),
            base.chunked(chunk(body) + "0\r\nzqx\r\n\r\n")),
        RawForm.of(
            "a trailer without an end",
            base.port(),
            Expected.anyOne(),
            base.chunked(chunk(body) + "0\r\nX-Trailer: zqx")));
  }

  /** After a broken chunk nobody knows where the next request begins. */
  private static Stream<RawForm> behind(RawBase base, int number) {
    String smuggled = RawBase.smuggled(number);
    return Stream.of("zqx\r\n", "-1\r\n", "5\r\nzqxzqx\r\n" + LAST)
        .flatMap(
            broken ->
                Stream.of(
                    RawForm.of(
                        "a request behind a broken chunk",
                        base.port(),
                        Expected.refusal(),
                        base.chunked(broken + smuggled)),
                    new RawForm(
                        "a request after the answer to a broken chunk",
                        base.port(),
                        List.of(
                            new Step.Send(Bytes.of(base.chunked(broken))),
                            new Step.AwaitAnswer(),
                            new Step.Send(Bytes.of(smuggled))),
                        Expected.refusal())));
  }
}
