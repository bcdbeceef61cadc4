package dev.headwater.benchmarks.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.benchmarks.harness.Report;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CostCardTest {
  private static final Prices PRICES =
      new Prices("nowhere", new BigDecimal("0.125"), new BigDecimal("0.625"), "a price list");
  private static final Cost WRITE = new Cost(1, 0, 1);
  private static final Cost READ_AND_WRITE = new Cost(2, 1, 1);

  private final CostCard card = new CostCard(PRICES);

  @Test
  void a_price_is_that_of_the_units_whatever_the_requests() {
    assertThat(PRICES.perMillion(READ_AND_WRITE)).isEqualByComparingTo("0.75");
    assertThat(PRICES.perMillion(new Cost(1, 0, 6))).isEqualByComparingTo("3.75");
    assertThat(PRICES.perMillion(new Cost(9, 0.5, 0))).isEqualByComparingTo("0.0625");
  }

  @Test
  void the_price_list_says_where_it_is_from() {
    Prices prices = Prices.load();

    assertThat(prices.region()).isEqualTo("us-east-1");
    assertThat(prices.perMillionWrites()).isGreaterThan(prices.perMillionReads());
    assertThat(prices.source()).startsWith("https://aws.amazon.com/").contains("20");
  }

  @Test
  void lengths_at_which_a_command_costs_the_same_share_a_line() {
    card.add("update", 1, WRITE, WRITE);
    card.add("update", 100_000, WRITE, WRITE);

    Report report = card.report();
    assertThat(report.meetsGoals()).isTrue();
    assertThat(report.table().rows()).hasSize(1);
    assertThat(report.table().rows().getFirst())
        .containsExactly("update", "1; 100,000", "1", "0", "1", "0.625", "meets 1 / 0 / 1");
    assertThat(report.toString()).contains("nowhere (a price list)");
  }

  @Test
  void a_command_that_costs_more_at_one_length_misses_its_goal() {
    card.add("update", 1, WRITE, WRITE);
    card.add("update", 100, READ_AND_WRITE, WRITE);

    Report report = card.report();
    assertThat(report.meetsGoals()).isFalse();
    assertThat(report.table().rows())
        .extracting(row -> row.getLast())
        .containsExactly("meets 1 / 0 / 1", "misses 1 / 0 / 1");
  }

  @Test
  void what_has_no_goal_is_told() {
    card.add("conflict", 1, READ_AND_WRITE, null);

    assertThat(card.report().meetsGoals()).isTrue();
    assertThat(card.report().table().rows().getFirst()).endsWith("none");
  }
}
