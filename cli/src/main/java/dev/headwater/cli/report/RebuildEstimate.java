package dev.headwater.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a rebuild would take, as its dry run has counted.
 *
 * @param totals of the dry run
 */
public record RebuildEstimate(JsonNode totals, Prices prices) {
  private static final List<String> COUNTS =
      List.of(
          "eventReadUnits", "viewReadUnits", "viewWriteUnits", "listWriteUnits", "searchDocuments");
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final int DOLLAR_DIGITS = 6;

  /**
   * The estimate of a dry run.
   *
   * @return {@code null} if the service is of a version that makes none
   */
  static @Nullable RebuildEstimate of(JsonNode totals, Prices prices) {
    return COUNTS.stream().allMatch(totals::has) ? new RebuildEstimate(totals, prices) : null;
  }

  /** The same as data. */
  public static @Nullable JsonNode json(JsonNode totals, Prices prices) {
    RebuildEstimate estimate = of(totals, prices);
    return estimate == null ? null : estimate.json();
  }

  /**
   * What DynamoDB charges.
   *
   * @param perMillionReads US dollars for a million read units
   * @param perMillionWrites US dollars for a million write units
   * @param basis where and since when these are the prices
   */
  public record Prices(BigDecimal perMillionReads, BigDecimal perMillionWrites, String basis) {
    /**
     * On demand, standard table class.
     *
     * @see <a href="https://aws.amazon.com/dynamodb/pricing/on-demand/">Pricing for on-demand
     *     capacity</a>
     */
    public static final Prices ON_DEMAND =
        new Prices(
            new BigDecimal("0.125"),
            new BigDecimal("0.625"),
            "DynamoDB on demand in us-east-1, since November 2024");
  }

  private long count(String name) {
    return totals.path(name).asLong(0);
  }

  long readUnits() {
    return count("eventReadUnits") + count("viewReadUnits");
  }

  long writeUnits() {
    return count("viewWriteUnits") + count("listWriteUnits");
  }

  /** Rounded to a millionth of a dollar. */
  BigDecimal dollars() {
    return prices
        .perMillionReads()
        .multiply(BigDecimal.valueOf(readUnits()))
        .add(prices.perMillionWrites().multiply(BigDecimal.valueOf(writeUnits())))
        .divide(MILLION, DOLLAR_DIGITS, RoundingMode.HALF_UP);
  }

  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    COUNTS.forEach(name -> json.put(name, count(name)));
    return json.put("readSeconds", count("readMillis") / 1e3)
        .put("writeSeconds", count("writeMillis") / 1e3)
        .put("dollars", dollars())
        .put("dollarsPerMillionReads", prices.perMillionReads())
        .put("dollarsPerMillionWrites", prices.perMillionWrites())
        .put("prices", prices.basis());
  }

  String text() {
    return String.join(
        System.lineSeparator(),
        "a rebuild would take about",
        String.format(
            Locale.ROOT,
            "  reads   %,d units: events %,d, views %,d (used by this dry run as well)",
            readUnits(),
            count("eventReadUnits"),
            count("viewReadUnits")),
        String.format(
            Locale.ROOT,
            "  writes  %,d units: views %,d, lists %,d; and %,d search documents",
            writeUnits(),
            count("viewWriteUnits"),
            count("listWriteUnits"),
            count("searchDocuments")),
        "  time    "
            + spoken(count("readMillis") + count("writeMillis"))
            + ": "
            + spoken(count("readMillis"))
            + " to read, as measured, and "
            + spoken(count("writeMillis"))
            + " to write",
        "  cost    $"
            + shown(dollars())
            + ", at $"
            + prices.perMillionReads().toPlainString()
            + " and $"
            + prices.perMillionWrites().toPlainString()
            + " for a million read and write units ("
            + prices.basis()
            + ")",
        "Not included: retries, throttling, views that commands change meanwhile, Lambda and"
            + " OpenSearch.");
  }

  /** To the cent, except for what is less than one. */
  private static String shown(BigDecimal dollars) {
    return dollars.compareTo(new BigDecimal("0.01")) < 0
        ? dollars.stripTrailingZeros().toPlainString()
        : dollars.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String spoken(long millis) {
    Duration time = Duration.ofMillis(millis);
    if (time.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    return time.toHours() < 1
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
