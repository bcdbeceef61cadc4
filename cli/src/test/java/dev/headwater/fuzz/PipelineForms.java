package dev.headwater.fuzz;

import dev.headwater.fuzz.RawForm.Expected;
import dev.headwater.fuzz.RawForm.Status;
import dev.headwater.fuzz.RawForm.Step;
import java.util.List;
import java.util.stream.Stream;

/** Requests behind others, whose bodies perhaps nobody has read: a body is never a request. */
final class PipelineForms {
  private static final int MEGABYTE = 1024 * 1024;

  private PipelineForms() {}

  /**
   * @param good a request that is answered with success, without a body
   */
  static Stream<RawForm> of(RawBase base, int number, String good) {
    return Stream.of(
            unread(base, number, good),
            expecting(base, number),
            afterClose(base, number),
            large(base))
        .flatMap(forms -> forms);
  }

  private static Stream<RawBase> refused(RawBase base) {
    return Stream.of(
        base.withLine("POST /nowhere HTTP/1.1"),
        base.withLine("DELETE /nowhere HTTP/1.1"),
        base.withLine("GET /nowhere HTTP/1.1"),
        base.withHeader("Origin: http://evil.example"),
        new RawBase(
            base.port(),
            base.line(),
            base.headers().replace("127.0.0.1", "evil.example"),
            base.body()),
        new RawBase(
            base.port(),
            base.line().replace("/ ", "/%zz ").replace("customers", "%zz"),
            base.headers(),
            base.body()),
        new RawBase(
            base.port(),
            base.line(),
            base.headers().replace("application/", "text/"),
            base.body()));
  }

  /**
   * The request in the body may be carried out by nobody; the one behind it by a server that read.
   */
  private static Stream<RawForm> unread(RawBase base, int number, String good) {
    String smuggled = RawBase.smuggled(number);
    Expected both = new Expected(List.of(Status.ANY, Status.GOOD), 1);
    return refused(base)
        .flatMap(
            each ->
                Stream.of(
                    RawForm.of(
                        "a request in the body of " + each.line(),
                        base.port(),
                        both,
                        each.withBody(smuggled).whole() + good),
                    RawForm.of(
                        "a request in a chunk of " + each.line(),
                        base.port(),
                        both,
                        each.chunked(RawBase.chunk(smuggled) + "0\r\n\r\n") + good),
                    RawForm.of(
                        "a request in the long body of " + each.line(),
                        base.port(),
                        both,
                        each.withBody(smuggled + "z".repeat(MEGABYTE / 4) + smuggled).whole()
                            + good)));
  }

  /** A client that waits for leave may send the body without it, too. */
  private static Stream<RawForm> expecting(RawBase base, int number) {
    String smuggled = RawBase.smuggled(number);
    Expected one = new Expected(List.of(Status.ANY), 1);
    return refused(base.withHeader("Expect: 100-continue"))
        .flatMap(
            each ->
                Stream.of(
                    new RawForm(
                        "a body on leave for " + each.line(),
                        base.port(),
                        List.of(
                            new Step.Send(
                                Bytes.of(
                                    each.with(
                                        "Content-Length: " + smuggled.length() + "\r\n", ""))),
                            new Step.AwaitAnswer(),
                            new Step.Send(Bytes.of(smuggled))),
                        one),
                    RawForm.of(
                        "a body without leave for " + each.line(),
                        base.port(),
                        one,
                        each.withBody(smuggled).whole())));
  }

  private static Stream<RawForm> afterClose(RawBase base, int number) {
    String smuggled = RawBase.smuggled(number);
    RawBase old = base.withLine(base.line().replace("1.1", "1.0"));
    return Stream.of(
        RawForm.of(
            "a request behind the last one",
            base.port(),
            Expected.success(),
            base.withHeader("Connection: close").whole() + smuggled),
        new RawForm(
            "a request after the last answer",
            base.port(),
            List.of(
                new Step.Send(Bytes.of(base.withHeader("Connection: close").whole())),
                new Step.AwaitAnswer(),
                new Step.Send(Bytes.of(smuggled))),
            Expected.success()),
        RawForm.of(
            "a request behind one of HTTP/1.0",
            base.port(),
            new Expected(List.of(Status.ANY), 0),
            old.whole() + smuggled));
  }

  private static Stream<RawForm> large(RawBase base) {
    String body = "\"" + "zqx".repeat(4 * MEGABYTE) + "\"";
    return Stream.of(
        RawForm.of(
            "a body that is too large",
            base.port(),
            Expected.refusalThatIsOwed(),
            base.withBody(body).whole()),
        RawForm.of(
            "chunks that are too large",
            base.port(),
            Expected.refusalThatIsOwed(),
            base.chunked(RawBase.chunk(body) + "0\r\n\r\n")),
        RawForm.of(
            "a large body for nobody",
            base.port(),
            new Expected(List.of(Status.REFUSED), 1),
            base.withLine("POST /nowhere HTTP/1.1").withBody(body).whole()));
  }
}
