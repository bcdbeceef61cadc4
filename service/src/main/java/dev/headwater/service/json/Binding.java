package dev.headwater.service.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects everything that is wrong with a request while its parts are bound. */
final class Binding {
  static final String MISSING = "is missing";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

  private final BiConsumer<String, String> report;
  private final boolean fromText;
  private int errors;

  /**
   * @param report is given the path of each wrong field, and what is wrong with it
   * @param fromText whether numbers and truth values may be written as text
   */
  Binding(BiConsumer<String, String> report, boolean fromText) {
    this.report = report;
    this.fromText = fromText;
  }

  /** How many fields were wrong so far. */
  int errors() {
    return errors;
  }

  /** Returns {@code null}, so that the caller can. */
  @Nullable Object wrong(String path, String problem) {
    errors++;
    report.accept(path, problem);
    return null;
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** An entry of a list or map. */
  @Nullable Object entry(Shape shape, JsonNode node, String path) {
    return isAbsent(node) ? wrong(path, MISSING) : shape.bind(node, path, this);
  }

  /** The text; {@code null} if it is none, which is then reported. */
  @Nullable String text(JsonNode node, String path) {
    if (node.isString()) {
      return node.asString();
    }
    wrong(path, "must be a string");
    return null;
  }

  /** The whole number; {@code null} if it is none. */
  @Nullable BigInteger wholeNumber(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    BigDecimal written = written(node);
    return written == null || written.scale() > 0 ? null : written.toBigInteger();
  }

  /** The number; {@code null} if it is none. */
  @Nullable BigDecimal number(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : written(node);
  }

  private @Nullable BigDecimal written(JsonNode node) {
    return fromText && node.isString() && NUMBER.matcher(node.asString()).matches()
        ? new BigDecimal(node.asString())
        : null;
  }

  /** The truth value; {@code null} if it is none. */
  @Nullable Boolean truth(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (fromText && node.isString()) {
      return switch (node.asString()) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
      };
    }
    return null;
  }
}
