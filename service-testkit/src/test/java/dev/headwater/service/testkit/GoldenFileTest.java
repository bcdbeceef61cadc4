package dev.headwater.service.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.Personal;
import dev.headwater.service.json.JsonEvents;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
  private static final String PAID = "Paid 1 {amount: number, by?!: text}\n  {\"amount\": 9.5}\n";

  @TempDir Path folder;

  sealed interface Payment {
    record Paid(BigDecimal amount, @Personal @Nullable String by) implements Payment {}
  }

  /** Components of every kind. */
  sealed interface Delivery {
    record Sent(
        List<Parcel> parcels,
        Map<String, Long> weights,
        Way way,
        Target target,
        boolean express,
        Instant at,
        LocalDate due,
        @Nullable BigDecimal price)
        implements Delivery {}

    record Lost() implements Delivery {}

    record Parcel(String number, int weight) {}

    enum Way {
      ROAD,
      RAIL
    }

    sealed interface Target {}

    record Home(String street) implements Target {}

    record Shop() implements Target {}
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "events", ".txt"), text);
  }

  private static void check(Path file) {
    GoldenFile.check(file, JsonEvents.of(Payment.class));
  }

  private void isRefused(String text, String problem) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> check(file))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void accepts_todays_forms_with_samples() throws IOException {
    check(file(PAID));
    check(file("Paid 1 {by?!: text, amount: number}\n\n  {\"amount\": 9}\n  {\"amount\": 8}"));
  }

  @Test
  void a_form_that_is_not_in_the_file_is_written_with_a_sample() throws IOException {
    Path file = folder.resolve(folder.getFileName() + "-events.txt");
    Path written = Path.of("target", "golden", file.getFileName().toString());
    JsonEvents<Delivery> events = JsonEvents.of(Delivery.class);

    assertThatThrownBy(() -> GoldenFile.check(file, events))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("- There is no line for Sent 1 {parcels: [{number: text, weight: ")
        .hasMessageContaining("- There is no line for Lost 1 {}")
        .hasMessageEndingWith(
            "- " + written + " has the missing lines: look at its samples, and copy it");

    Files.copy(written, file);
    GoldenFile.check(file, events);
    assertThat(Files.readString(file)).endsWith("Lost 1 {}\n  {}\n");
  }

  @Test
  void another_optional_component_needs_only_its_line() throws IOException {
    Path file = file("Paid 1 {amount: number}\n  {\"amount\": 9.5}");

    assertThatThrownBy(() -> check(file))
        .hasMessageContaining("There is no line for Paid 1 {amount: number, by?!: text}")
        .hasMessageNotContaining("upcast");

    Files.copy(Path.of("target", "golden").resolve(file.getFileName()), folder.resolve("new"));
    check(folder.resolve("new"));
    assertThat(folder.resolve("new"))
        .content()
        .isEqualTo(
            """
            Paid 1 {amount: number}
              {"amount": 9.5}
            Paid 1 {amount: number, by?!: text}
              {"amount":1.5,"by":"by"}
            """);
  }

  @Test
  void a_mark_for_personal_data_needs_only_its_line() throws IOException {
    isRefused(
        "Paid 1 {amount: number, by?: text}\n  {\"amount\": 9.5}",
        "There is no line for Paid 1 {amount: number, by?!: text}");
  }

  @Test
  void any_other_change_needs_an_upcaster() throws IOException {
    isRefused(
        "Paid 1 {sum: number, by?!: text}\n  {\"amount\": 9.5}",
        "Paid 1 {sum: number, by?!: text} has changed to {amount: number, by?!: text}: stored"
            + " events have the old form, so add .upcast(\"Paid\", 1, …)");
    isRefused("Paid 1 {amount: text, by?!: text}\n  {\"amount\": 9.5}", "has changed to");
    isRefused("Paid 1 {amount?: number, by?!: text}\n  {\"amount\": 9.5}", "has changed to");
    isRefused("Paid 1 {amount: number, to?: text}\n  {\"amount\": 9.5}", "has changed to");
  }

  @Test
  void a_new_version_needs_its_line_and_reads_the_old_samples() throws IOException {
    var events =
        JsonEvents.of(Payment.class)
            .upcast(
                "Paid",
                1,
                fields -> {
                  fields.put("amount", fields.remove("sum"));
                  return fields;
                });
    String old = "Paid 1 {sum: number}\n  {\"sum\": 7}\n";

    GoldenFile.check(file(old + PAID.replace("Paid 1", "Paid 2")), events);
    Path file = file(old);
    assertThatThrownBy(() -> GoldenFile.check(file, events))
        .hasMessageContaining("There is no line for Paid 2 {amount: number, by?!: text}");
  }

  @Test
  void every_sample_must_be_readable() throws IOException {
    isRefused(
        PAID + "  {\"by\": \"eve\"}",
        "Paid 1 cannot be read, its field amount is missing or not a number: {\"by\": \"eve\"}");
    isRefused(PAID + "Lent 1 {}\n  {}", "Lent 1 cannot be read, this event type is not known: {}");
    isRefused(PAID + "  {\"by\": null}", "Paid 1 cannot be read, one of its fields is null");
    isRefused(PAID + "  [1]", "Paid 1 cannot be read, a sample must be a JSON object");
  }

  @Test
  void a_sample_of_a_current_form_is_stored_as_it_is() throws IOException {
    isRefused(
        PAID + "  {\"amount\": 9.5, \"from\": \"eve\"}",
        "Paid 1 is stored again as {amount=9.5}: {\"amount\": 9.5, \"from\": \"eve\"}");
  }

  @Test
  void every_form_needs_a_sample() throws IOException {
    isRefused(
        "Paid 1 {amount: number, by?!: text}",
        "Paid 1 {amount: number, by?!: text} has no sample: add one in the next line, indented");
  }

  @Test
  void names_a_line_that_is_no_form() throws IOException {
    Path file = file("Paid {}");
    assertThatThrownBy(() -> check(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("or an indented sample: Paid {}");
  }
}
