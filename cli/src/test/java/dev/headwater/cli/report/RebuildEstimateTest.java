package dev.headwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.report.RebuildEstimate.Prices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RebuildEstimateTest {
  private static final JsonNode TOTALS =
      JsonMapper.shared()
          .readTree(
              """
              {"streams": 2000000, "rebuilt": 3000000, "oldFingerprint": 2999990, "failed": 0,
               "eventReadUnits": 1000000, "viewReadUnits": 2000000,
               "viewWriteUnits": 2000000, "listWriteUnits": 4000000,
               "searchDocuments": 1000000, "readMillis": 75400, "writeMillis": 3600000}
              """);
  private static final Prices PRICES =
      new Prices(new BigDecimal("0.25"), new BigDecimal("1.5"), "as given");

  @Test
  void multiplies_units_by_prices() {
    JsonNode json = RebuildEstimate.json(TOTALS, PRICES);

    assertThat(JsonMapper.shared().readTree(String.valueOf(json)))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"eventReadUnits": 1000000, "viewReadUnits": 2000000,
                     "viewWriteUnits": 2000000, "listWriteUnits": 4000000,
                     "searchDocuments": 1000000, "readSeconds": 75.4, "writeSeconds": 3600.0,
                     "dollars": 9.75, "dollarsPerMillionReads": 0.25,
                     "dollarsPerMillionWrites": 1.5, "prices": "as given"}
                    """));
  }

  @Test
  void says_what_the_figures_mean() {
    StringWriter printed = new StringWriter();
    JsonNode answer =
        JsonMapper.shared().createObjectNode().put("noun", "customer").set("totals", TOTALS);
    try (TextReport report =
        TextReport.ofRebuildDryRun(new PrintWriter(printed), Prices.ON_DEMAND)) {
      report.end(answer);
    }

    assertThat(printed.toString().lines())
        .containsExactly(
            "read 2000000 customers, would rebuild 3000000 views (2999990 of another version of the"
                + " projection, or damaged), 0 failed",
            "a rebuild would take about",
            "  reads   3,000,000 units: events 1,000,000, views 2,000,000 (used by this dry run as"
                + " well)",
            "  writes  6,000,000 units: views 2,000,000, lists 4,000,000; and 1,000,000 search"
                + " documents",
            "  time    1 h 1 min: 1 min 15 s to read, as measured, and 1 h 0 min to write",
            "  cost    $4.13, at $0.125 and $0.625 for a million read and write units (DynamoDB on"
                + " demand in us-east-1, since November 2024)",
            "Not included: retries, throttling, views that commands change meanwhile, Lambda and"
                + " OpenSearch.");
  }

  @Test
  void shows_less_than_a_cent() {
    JsonNode few =
        JsonMapper.shared()
            .readTree(
                """
                {"eventReadUnits": 2, "viewReadUnits": 2, "viewWriteUnits": 2,
                 "listWriteUnits": 2, "searchDocuments": 0, "readMillis": 50, "writeMillis": 1}
                """);

    assertThat(new RebuildEstimate(few, Prices.ON_DEMAND).text())
        .contains("cost    $0.000003, at")
        .contains("time    0.1 s: 0.1 s to read, as measured, and 0.0 s to write");
  }

  @Test
  void a_service_of_an_older_version_makes_no_estimate() {
    assertThat(RebuildEstimate.of(JsonMapper.shared().createObjectNode(), PRICES)).isNull();
  }
}
