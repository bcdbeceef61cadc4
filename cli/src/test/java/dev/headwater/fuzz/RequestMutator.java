package dev.headwater.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Spoils requests, and leaves some as they are. */
final class RequestMutator {
  private static final int MAX_MUTATIONS = 3;
  private static final int TOO_LARGE = 17_000;
  private static final List<Charset> OTHER_CHARSETS =
      List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1);

  private RequestMutator() {}

  static WireRequest request(Chance chance, CustomerRequests.Draft draft) {
    if (chance.oneIn(3)) {
      return written(draft.request(), draft.body());
    }
    JsonDraft body = draft.body();
    for (int left = chance.below(MAX_MUTATIONS); left > 0; left--) {
      body =
          chance.oneIn(2) && draft.request().port() == Port.API && draft.body().fields().isEmpty()
              ? body
              : body.mutated(chance);
    }
    WireRequest request = written(draft.request(), body);
    for (int left = chance.between(1, MAX_MUTATIONS); left > 0; left--) {
      request = mutated(chance, request);
    }
    return request;
  }

  private static WireRequest written(WireRequest request, JsonDraft body) {
    return body.fields().isEmpty() ? request : request.withBody(Bytes.of(body.text()));
  }

  static WireRequest mutated(Chance chance, WireRequest request) {
    return switch (chance.below(16)) {
      case 0 ->
          request.withMethod(
              chance.of(
                  "GET",
                  "HEAD",
                  "POST",
                  "PUT",
                  "DELETE",
                  "PATCH",
                  "OPTIONS",
                  "TRACE",
                  "get",
                  "ODD",
                  "M-SEARCH",
                  "M".repeat(chance.between(1, 600))));
      case 1, 2 -> request.withTarget(target(chance, request.target()));
      case 3, 4 -> OddHeaders.contentType(chance, request);
      case 5 -> OddHeaders.precondition(chance, request);
      case 6 -> OddHeaders.key(chance, request);
      case 7 -> OddHeaders.trace(chance, request);
      case 8 -> OddHeaders.any(chance, request);
      case 9 -> OddHeaders.foreign(chance, request);
      default -> request.withBody(body(chance, request.body()));
    };
  }

  private static String target(Chance chance, String target) {
    return switch (chance.below(14)) {
      case 0 -> target + "/";
      case 1 -> "/" + target;
      case 2 -> target.replaceFirst("customers", "%63ustomers");
      case 3 -> chance.insert(target, chance.of(oddPieces()));
      case 4 -> chance.insert(target, OddText.piece(chance));
      case 5 -> "http://127.0.0.1" + target;
      case 6 -> withParameter(target, chance.of(oddParameters()));
      case 7 -> target.substring(0, chance.below(target.length()) + 1);
      case 8 -> target.replaceFirst("cursor=(....)", "cursor=" + chance.of("AAAA", "%3D", "$1$1"));
      case 9 -> target.replace("/customers", "/CUSTOMERS");
      case 10 -> withParameter(target, "email=" + "%7A".repeat(chance.between(1, 1_500)));
      case 11 -> "*";
      default ->
          target.replaceFirst(
              "(/customers/)[^/?]+",
              "$1"
                  + chance.of(
                      "count", "", ".", "..", "%20", "zqx%40zqx", "a".repeat(65), "nobody"));
    };
  }

  private static String[] oddPieces() {
    return new String[] {
      "%2F",
      "%00",
      "%zz",
      "%",
      "%C0%AF",
      "%ff",
      "%25",
      "%E2%80%AE",
      ";a=b",
      "/../",
      "/./",
      "//",
      "#",
      "?",
      "&",
      "|",
      "^",
      "{}",
      "\\",
      "\""
    };
  }

  private static String[] oddParameters() {
    return new String[] {
      "limit=0",
      "limit=101",
      "limit=1e2",
      "limit=%D9%A3",
      "limit=",
      "limit",
      "limit=1&limit=2",
      "status=active",
      "status=",
      "order=up",
      "cursor=",
      "cursor=zqx",
      "cursor=%00",
      "after=zqx",
      "after=a@0",
      "after=@1",
      "after=a@99999999999",
      "minVersion=1.0",
      "zqx=zqx",
      "=",
      "&&",
      "email=",
      "email=%FF",
      "email=a+b",
      "email=zqx%2Bb@*",
      "email=" + "*a".repeat(9),
      "email=%5C"
    };
  }

  private static String withParameter(String target, String parameter) {
    return target + (target.contains("?") ? "&" : "?") + parameter;
  }

  private static Bytes body(Chance chance, Bytes body) {
    return switch (chance.below(12)) {
      case 0 -> Bytes.join(Bytes.of("\uFEFF"), body);
      case 1 -> inserted(chance, body, Bytes.of((byte) chance.between(0x80, 0xFF)));
      case 2 -> inserted(chance, body, Bytes.of((byte) 0));
      case 3 -> inserted(chance, body, Bytes.of((byte) chance.between(1, 0x1F)));
      case 4 -> inserted(chance, body, Bytes.of((byte) 0xC0, (byte) 0xAF));
      case 5 -> inserted(chance, body, Bytes.of((byte) 0xED, (byte) 0xA0, (byte) 0x80));
      case 6 -> body.part(0, chance.below(body.length() + 1));
      case 7 ->
          Bytes.join(body, Bytes.of(chance.of(" ", "\n", "}", ", {}", " {}", "zqx", "\u0000")));
      case 8 -> Bytes.of(body.anyText().getBytes(chance.pick(OTHER_CHARSETS)));
      case 9 -> Bytes.join(body, Bytes.of(" ".repeat(chance.between(TOO_LARGE / 2, TOO_LARGE))));
      case 10 ->
          Bytes.of(
              chance.of(
                  "",
                  "[]",
                  "null",
                  "7",
                  "\"zqx\"",
                  "zqx=zqx",
                  "<zqx/>",
                  "{}",
                  "{",
                  "{\"zqx\": ",
                  "\u0000",
                  "[".repeat(5_000),
                  "{\"\":".repeat(2_000)));
      default -> Bytes.of(chance.bytes(chance.below(64)));
    };
  }

  private static Bytes inserted(Chance chance, Bytes body, Bytes piece) {
    int place = chance.below(body.length() + 1);
    return Bytes.join(body.part(0, place), piece, body.part(place, body.length()));
  }
}
