package dev.headwater.fuzz;

import dev.headwater.fuzz.RawForm.Expected;
import dev.headwater.fuzz.RawForm.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Uploads that are broken off, or slow, or spoilt here and there. */
final class UploadForms {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int PIECES = 12;

  /** Of which a server may miss a part without harm. */
  private static final int LAST_CHUNK = 5;

  private UploadForms() {}

  /**
   * @param cuts how many places to break off at
   */
  static Stream<RawForm> of(RawBase base, Chance chance, int cuts) {
    Bytes whole = Bytes.of(base.whole());
    Bytes chunked = Bytes.of(base.chunked(RawBase.chunk(base.body()) + "0\r\n\r\n"));
    Stream<RawForm> cut =
        IntStream.range(0, cuts)
            .boxed()
            .flatMap(_ -> Stream.of(whole, chunked).flatMap(bytes -> cut(base, bytes, chance)));
    return Stream.concat(
        cut,
        Stream.of(
            slow(base, whole, "a slow sender"), slow(base, chunked, "a slow sender of chunks")));
  }

  private static Stream<RawForm> cut(RawBase base, Bytes whole, Chance chance) {
    Bytes part = whole.part(0, chance.below(whole.length() - LAST_CHUNK));
    return Stream.of(
        new RawForm(
            "an upload that is aborted",
            base.port(),
            List.of(new Step.Send(part), new Step.Abort()),
            Expected.anyOne()),
        new RawForm(
            "an upload that ends early",
            base.port(),
            List.of(new Step.Send(part)),
            Expected.refusal()));
  }

  private static RawForm slow(RawBase base, Bytes whole, String name) {
    return new RawForm(
        name,
        base.port(),
        List.of(new Step.Dribble(whole, whole.length() / PIECES, PAUSE)),
        Expected.success());
  }

  /** A few bytes of a good request replaced, left out, or put in: that may make two of it. */
  static RawForm spoilt(RawBase base, Chance chance) {
    Bytes bytes =
        Bytes.of(
            chance.oneIn(2)
                ? base.whole()
                : base.chunked(RawBase.chunk(base.body()) + "0\r\n\r\n"));
    for (int left = chance.between(1, 4); left > 0; left--) {
      int place = chance.below(bytes.length() - 1);
      Bytes piece =
          chance.oneIn(3)
              ? Bytes.of(
                  chance.of("\r\n", "\n", "\u0000", ":", " ", "zqx", "\r\n\r\n", "0\r\n\r\n"))
              : Bytes.of(chance.bytes(chance.below(3)));
      bytes =
          Bytes.join(
              bytes.part(0, place), piece, bytes.part(place + chance.below(2), bytes.length()));
    }
    return new RawForm(
        "a spoilt request",
        base.port(),
        List.of(new Step.Send(bytes)),
        new Expected(List.of(RawForm.Status.ANY, RawForm.Status.ANY, RawForm.Status.ANY), 0));
  }
}
