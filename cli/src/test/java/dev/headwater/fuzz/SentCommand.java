package dev.headwater.fuzz;

import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command that was taken must have led to, whatever it was before.
 *
 * @param email {@code null} where it sets none
 * @param text a name or a reason; likewise
 */
record SentCommand(Type type, @Nullable String email, @Nullable String text) {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern ROUTE =
      Pattern.compile(
          "(?:http://[^/?#]*)?/customers(?:/[^/]+/(email|suspend|reactivate))?(?:[?#].*)?");

  enum Type {
    REGISTER,
    UPDATE,
    SUSPEND,
    REACTIVATE
  }

  /** A command over HTTP, by its bytes; nothing when it is none that may be taken. */
  static Optional<SentCommand> http(WireRequest request) {
    // A server may divide a request line at white space, however much there is (RFC 9112, 3).
    Matcher route = ROUTE.matcher(decoded(request.target().strip()));
    if (!route.matches()) {
      return Optional.empty();
    }
    Type type =
        switch (String.valueOf(route.group(1))) {
          case "email" -> Type.UPDATE;
          case "suspend" -> Type.SUSPEND;
          case "reactivate" -> Type.REACTIVATE;
          default -> Type.REGISTER;
        };
    boolean isEmpty = type == Type.REACTIVATE && request.body().anyText().isBlank();
    return isEmpty
        ? Optional.of(new SentCommand(type, null, null))
        : strictly(request.body()).map(json -> of(type, json));
  }

  /** The payload of a direct invoke. */
  static Optional<SentCommand> invoke(WireRequest request) {
    return strictly(request.body())
        .flatMap(
            envelope -> {
              JsonNode payload = envelope.path("payload");
              return Optional.ofNullable(
                      switch (envelope.path("commandType").asString("")) {
                        case "RegisterCustomer" -> Type.REGISTER;
                        case "UpdateEmail" -> Type.UPDATE;
                        case "SuspendCustomer" -> Type.SUSPEND;
                        case "ReactivateCustomer" -> Type.REACTIVATE;
                        default -> null;
                      })
                  .map(type -> of(type, payload));
            });
  }

  private static SentCommand of(Type type, JsonNode json) {
    return switch (type) {
      case REGISTER -> new SentCommand(type, text(json, "email"), text(json, "name"));
      case UPDATE -> new SentCommand(type, text(json, "newEmail"), null);
      case SUSPEND -> new SentCommand(type, null, text(json, "reason"));
      case REACTIVATE -> new SentCommand(type, null, null);
    };
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() ? value.asString() : null;
  }

  private static Optional<JsonNode> strictly(Bytes body) {
    try {
      return body.text().map(STRICT::readTree).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String target) {
    StringBuilder text = new StringBuilder();
    Matcher escape = Pattern.compile("%([2-7][0-9A-Fa-f])").matcher(target);
    while (escape.find()) {
      int code = Integer.parseInt(escape.group(1), 16);
      escape.appendReplacement(
          text, Matcher.quoteReplacement(code == '/' ? "%2F" : Character.toString(code)));
    }
    return escape.appendTail(text).toString();
  }

  /** What is wrong with the customer that it led to; nothing when all is right. */
  Optional<String> fault(CustomerState after) {
    boolean isRight =
        switch (type) {
          case REGISTER -> after.version() == 1 && isEmail(after.email()) && isText(after.name());
          case UPDATE -> isEmail(after.email());
          case SUSPEND -> after.isSuspended() && isText(after.reason());
          case REACTIVATE -> !after.isSuspended();
        };
    return isRight ? Optional.empty() : Optional.of(type + " has not led to what it asked for");
  }

  private boolean isEmail(String stored) {
    return email != null
        && new EmailAddress(email).value().equals(stored)
        && new EmailAddress(stored).value().equals(stored);
  }

  private boolean isText(String stored) {
    return text != null && new Text(text).value().equals(stored) && text.contains(stored);
  }
}
