package dev.headwater.fuzz;

import dev.headwater.fuzz.RawForm.Expected;
import java.util.List;
import java.util.stream.Stream;

/** Lengths of bodies that are none, or not the only one. Behind the body stands a request. */
final class LengthForms {
  private static final List<String> BROKEN =
      List.of(
          "-1",
          "+5",
          "0x5",
          "5zqx",
          "zqx",
          "",
          "5 5",
          "5,6",
          "5;5",
          "1e3",
          "5.0",
          "99999999999999999999",
          "9223372036854775807",
          "9223372036854775808",
          "\u0665",
          "-0",
          "\"5\"");
  private static final List<String> BESIDE_CHUNKS =
      List.of(
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: CHUNKED",
          "Transfer-Encoding:\tchunked",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunked, zqx",
          "Transfer-Encoding: zqx",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: zqx",
          "Transfer-Encoding: \u000Bchunked",
          "X-A: zqx\r\n Transfer-Encoding: chunked",
          "Transfer-Encoding: \"chunked\"");

  private LengthForms() {}

  static Stream<RawForm> of(RawBase base, int number) {
    String smuggled = RawBase.smuggled(number);
    return Stream.of(
            broken(base, smuggled),
            twice(base, smuggled),
            besideChunks(base, smuggled),
            mismatched(base))
        .flatMap(forms -> forms);
  }

  private static Stream<RawForm> broken(RawBase base, String smuggled) {
    return BROKEN.stream()
        .map(
            length ->
                RawForm.of(
                    "content length " + length,
                    base.port(),
                    Expected.refusal(),
                    base.with("Content-Length: " + length + "\r\n", smuggled)));
  }

  private static Stream<RawForm> twice(RawBase base, String smuggled) {
    int whole = smuggled.length();
    return Stream.of(
            "Content-Length: 0\r\nContent-Length: " + whole + "\r\n",
            "Content-Length: " + whole + "\r\nContent-Length: 0\r\n",
            "Content-Length: " + whole + ", 0\r\n",
            "Content-Length: 0, " + whole + "\r\n")
        .map(
            lengths ->
                RawForm.of(
                    "two content lengths",
                    base.port(),
                    Expected.refusal(),
                    base.with(lengths, smuggled)));
  }

  /** Whoever reads the chunks must not look behind them; whoever reads the length finds them. */
  private static Stream<RawForm> besideChunks(RawBase base, String smuggled) {
    String content = "0\r\n\r\n" + smuggled;
    return BESIDE_CHUNKS.stream()
        .flatMap(
            coding ->
                Stream.of(
                    RawForm.of(
                        "content length and " + coding,
                        base.port(),
                        Expected.anyOne(),
                        base.with(
                            "Content-Length: " + content.length() + "\r\n" + coding + "\r\n",
                            content)),
                    RawForm.of(
                        coding + " and content length",
                        base.port(),
                        Expected.anyOne(),
                        base.with(
                            coding + "\r\nContent-Length: " + content.length() + "\r\n",
                            content))));
  }

  private static Stream<RawForm> mismatched(RawBase base) {
    return Stream.of(
        RawForm.of(
            "a body shorter than its length",
            base.port(),
            Expected.refusal(),
            base.with("Content-Length: 500\r\n", "{\"zqx\": \"zqx\"}")),
        RawForm.of(
            "no body at all",
            base.port(),
            Expected.refusal(),
            base.with("Content-Length: 5\r\n", "")),
        RawForm.of(
            "a body without a length",
            base.port(),
            new Expected(List.of(RawForm.Status.ANY, RawForm.Status.REFUSED), 0),
            base.with("", "{\"zqx\": \"zqx\"}")),
        RawForm.of(
            "a length without a body, then silence",
            base.port(),
            Expected.refusal(),
            base.with("Content-Length: 99999\r\n", "zqx")));
  }
}
