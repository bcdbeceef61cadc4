package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not UTF-8 are refused by each door: nothing else would be stored for ever. */
class BodyEncodingTest {
  private static final String BEFORE =
      "{\"customerId\":\"ada\",\"email\":\"a@example.com\",\"name\":\"A";
  private static final String AFTER = "\"}";
  private static final String REGISTER = "{\"commandType\":\"RegisterCustomer\",\"payload\":";

  private final CustomerService service = new CustomerService(true);

  /** Continuation alone, cut short, overlong, half a character, beyond Unicode, Latin-1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c3",
        "e282",
        "c080",
        "c1bf",
        "e080af",
        "eda080",
        "edb080",
        "f4908080",
        "f8888080",
        "ff",
        "fe",
        "e4"
      })
  void refuses_what_is_not_utf_8(String hex) {
    byte[] body = body(hex);

    assertRefused(base64(body));
    assertRefused(
        service.api.invoke(
            concat(
                REGISTER.getBytes(StandardCharsets.UTF_8),
                body,
                "}".getBytes(StandardCharsets.UTF_8))));
    assertThat(service.commits("ada")).isEmpty();
  }

  /** Which a gateway puts in the place of what is not UTF-8. */
  @Test
  void refuses_what_was_replaced_on_the_way() {
    String replaced = BEFORE + '\ufffd' + AFTER;

    assertRefused(service.register(replaced, Map.of()));
    assertRefused(base64(replaced.getBytes(StandardCharsets.UTF_8)));
    assertRefused(service.api.invoke(REGISTER + replaced + '}'));
    assertRefused(
        service.api.http(
            "POST /customers",
            Map.of(),
            Map.of("a", "\ufffd"),
            CustomerService.json(Map.of()),
            BEFORE + AFTER));
    assertThat(service.commits("ada")).isEmpty();
    assertThat(service.register(BEFORE + "\\ufffd" + AFTER, Map.of()).status()).isEqualTo(201);
  }

  @Test
  void refuses_a_direct_invoke_in_another_charset() {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, Charset.forName("UTF-32BE")
        }) {
      assertRefused(service.api.invoke((REGISTER + BEFORE + AFTER + '}').getBytes(charset)));
    }
  }

  @Test
  void refuses_a_body_that_is_not_base64() {
    assertRefused(service.api.base64("POST /customers", CustomerService.json(Map.of()), "{*}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=iso-8859-1",
        "application/json; charset=\"UTF-16\"",
        "application/json; charset=us-ascii",
        "application/json; charset=",
        "application/json; charset=utf-8; charset=latin1",
        "application/json; version=1; CHARSET = windows-1252",
        "application/json, text/plain",
        "application/jsonp",
        "text/json; charset=utf-8",
        ""
      })
  void refuses_another_content_type(String contentType) {
    Map<String, String> headers = Map.of("content-type", contentType);
    Answer text = service.api.http("POST /customers", Map.of(), Map.of(), headers, BEFORE + AFTER);
    Answer latin1 =
        service.api.base64(
            "POST /customers", headers, Base64.getEncoder().encodeToString(body("e4")));

    assertThat(text.status()).isEqualTo(415);
    assertThat(text.problem()).isEqualTo("unsupported-media-type");
    assertThat(latin1.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
        "application/json; charset='UTF8'",
        "application/json ; Charset = Utf-8 ; version=1"
      })
  void takes_utf_8_however_it_is_spelt(String contentType) {
    Answer answer =
        service.api.http(
            "POST /customers",
            Map.of(),
            Map.of(),
            Map.of("content-type", contentType),
            BEFORE + "\u00e4\ud83d\ude00" + AFTER);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(base64(body("c3a4")).problem()).isEqualTo("already-registered");
  }

  private Answer base64(byte[] body) {
    return service.api.base64(
        "POST /customers",
        CustomerService.json(Map.of()),
        Base64.getEncoder().encodeToString(body));
  }

  private static byte[] body(String hex) {
    return concat(
        BEFORE.getBytes(StandardCharsets.UTF_8),
        HexFormat.of().parseHex(hex),
        AFTER.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-request");
  }
}
