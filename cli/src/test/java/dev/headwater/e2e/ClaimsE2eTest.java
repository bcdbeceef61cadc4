package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

class ClaimsE2eTest {
  @TempDir Path folder;

  @Test
  void finds_and_repairs_damaged_claims() throws InterruptedException {
    try (RunningService service = RunningService.on(folder);
        DamagedClaims damaged = new DamagedClaims(service.endpoints())) {
      CustomerApi api = service.api();
      assertThat(api.register("ada", "ada@example.com").status()).isEqualTo(201);
      assertThat(api.register("eve", "eve@example.com").status()).isEqualTo(201);
      assertThat(api.register("bob", "ADA@example.com").problem()).isEqualTo("email-taken");
      assertEnd(claims("check"), 0, "checked 2 customers and 2 claims: nothing is wrong");

      damaged.delete("CUSTOMER#ada");
      damaged.give("CUSTOMER#eve", "email");
      Finished checked = claims("check");
      assertEnd(checked, 1, "checked 2 customers and 2 claims: 2 wrong, 0 repaired, 2 left");
      assertThat(checked.output().lines())
          .contains("missing     CUSTOMER#ada  email", "orphan      CUSTOMER#eve  email");
      assertDocument(claims("check", "-o", "json"), 1, 2, 0);

      assertDocument(claims("repair", "-o", "json"), 0, 2, 2);
      assertEnd(claims("repair"), 0, "nothing is wrong");
      assertEnd(Operator.onAws(service, "headwater", "claims check"), 0, "nothing is wrong");
      assertThat(api.register("bob", "ada@example.com").problem()).isEqualTo("email-taken");
      assertEnd(
          Operator.onAws(service, "other", "claims check"),
          2,
          "headwater: There is no function other-operations:live in this account and Region");
      assertRefusesClaimsOfOtherEvents(service);
    }
  }

  private void assertRefusesClaimsOfOtherEvents(RunningService service)
      throws InterruptedException {
    mark(service, "other-events");
    Finished refused = claims("repair", "-o", "json");
    assertEnd(refused, 2, "holds the claims of events table other-events, not those of ");
    assertThat(refused.output()).isEmpty();
    mark(service, eventsTable(service));
    assertEnd(claims("repair"), 0, "nothing is wrong");
  }

  private static void mark(RunningService service, String events) {
    try (DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      tables.putItem(
          put ->
              put.tableName(claimsTable(service))
                  .item(
                      Map.of(
                          "PK", AttributeValue.fromS("FILLED"),
                          "eventsTable", AttributeValue.fromS(events))));
    }
  }

  /** As after an upgrade from a version that kept claims among the events. */
  @Test
  void a_start_fills_a_claims_table_that_was_never_filled() throws InterruptedException {
    try (RunningService service = RunningService.on(folder);
        DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      assertThat(service.api().register("ada", "ada@example.com").status()).isEqualTo(201);
      tables
          .scanPaginator(scan -> scan.tableName(claimsTable(service)))
          .items()
          .forEach(
              item ->
                  tables.deleteItem(
                      delete ->
                          delete
                              .tableName(claimsTable(service))
                              .key(
                                  Map.of(
                                      "PK", item.getOrDefault("PK", AttributeValue.fromS(""))))));
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .anyMatch(
              line -> line.contains("filled the claims table from the events: 1 customers, 1"));
      assertThat(service.api().register("bob", "ADA@example.com").problem())
          .isEqualTo("email-taken");
    }
  }

  @Test
  void emails_taken_while_they_need_not_be_unique_are_claimed_once_they_must()
      throws InterruptedException {
    RunningService.on(folder).close();
    try (RunningService service = RunningService.on(folder, "--parameter", "UniqueEmail=false")) {
      assertThat(service.output()).noneMatch(line -> line.contains("filled the claims table"));
      assertThat(service.api().register("ada", "ada@example.com").status()).isEqualTo(201);
      assertThat(service.api().register("eve", "ada@example.com").status()).isEqualTo(201);
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .anyMatch(line -> line.contains("WARNING: claims still wrong: 1 "));
      assertThat(service.api().register("bob", "ADA@example.com").problem())
          .isEqualTo("email-taken");
    }
  }

  @Test
  void says_what_is_in_the_way() throws InterruptedException {
    assertEnd(claims("check"), 2, "headwater: No service is running on " + folder + ": start one");
    assertEnd(claims("check", "--stack", "any"), 2, "--stack for AWS: give one");
    assertEnd(claims("check", "--region", "us-east-1"), 2, "--region goes with --stack");
    assertEnd(claims("check", "--rate", "-1"), 2, "'--rate'");
    assertEnd(Launcher.run("claims"), 2, "Missing required subcommand");
    assertEnd(Launcher.run("claims", "repair", "--help"), 0, "orphan      something has a claim");
  }

  private Finished claims(String action, String... arguments) throws InterruptedException {
    return new Operator(folder).run("claims " + action, arguments);
  }

  private static String eventsTable(RunningService service) {
    return Objects.requireNonNull(service.endpoints().tables().get("EventsTable"));
  }

  private static String claimsTable(RunningService service) {
    return Objects.requireNonNull(service.endpoints().tables().get("ClaimsTable"));
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }

  private static void assertDocument(Finished run, int exitCode, int wrong, int repaired) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.errors()).isEmpty();
    JsonNode document = Reply.JSON.readTree(run.output());
    assertThat(document.path("complete").asBoolean()).isTrue();
    assertThat(document.path("wrong").asInt()).isEqualTo(wrong);
    assertThat(document.path("repaired").asInt()).isEqualTo(repaired);
    assertThat(document.path("remaining").asInt()).isEqualTo(wrong - repaired);
    assertThat(document.path("findings"))
        .hasSize(wrong)
        .allSatisfy(
            finding -> assertThat(finding.path("repaired").asBoolean()).isEqualTo(repaired > 0));
  }
}
