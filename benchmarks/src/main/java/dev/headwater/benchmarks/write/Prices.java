package dev.headwater.benchmarks.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Properties;

/**
 * What DynamoDB charges on demand, in US dollars.
 *
 * @param source where the prices are from, and their date
 */
record Prices(
    String region, BigDecimal perMillionReads, BigDecimal perMillionWrites, String source) {
  /** Loads {@code prices.properties}. */
  static Prices load() {
    Properties properties = new Properties();
    try (InputStream file = Prices.class.getResourceAsStream("/prices.properties")) {
      properties.load(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Prices(
        text(properties, "region"),
        new BigDecimal(text(properties, "perMillionReadRequestUnits")),
        new BigDecimal(text(properties, "perMillionWriteRequestUnits")),
        text(properties, "source") + ", " + text(properties, "date"));
  }

  private static String text(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("prices.properties has no " + name);
    }
    return value;
  }

  /** Of a million commands. */
  BigDecimal perMillion(Cost cost) {
    return perMillionReads
        .multiply(BigDecimal.valueOf(cost.readUnits()))
        .add(perMillionWrites.multiply(BigDecimal.valueOf(cost.writeUnits())));
  }
}
