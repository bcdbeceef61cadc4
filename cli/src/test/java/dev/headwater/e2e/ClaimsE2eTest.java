package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

class ClaimsE2eTest {
  private static final AttributeValue CLAIM = AttributeValue.fromS("CLAIM");

  @TempDir Path folder;

  @Test
  void finds_and_mends_what_somebody_did_to_the_table() throws InterruptedException {
    try (RunningService service = RunningService.on(folder);
        DynamoDbClient table = ServiceClients.dynamoDb(service.endpoints())) {
      CustomerApi api = service.api();
      assertThat(api.register("ada", "ada@example.com").status()).isEqualTo(201);
      assertThat(api.register("eve", "eve@example.com").status()).isEqualTo(201);
      assertThat(api.register("bob", "ADA@example.com").problem()).isEqualTo("email-taken");
      assertEnd(claims("check"), 0, "looked at 2 customers and 2 claims: nothing is wrong");

      damage(table, tableName(service));
      Finished damaged = claims("check");
      assertEnd(damaged, 1, "looked at 2 customers and 2 claims: 2 wrong, 0 mended, 2 left");
      assertThat(damaged.output().lines())
          .contains("missing     CUSTOMER#ada  email", "orphan      CUSTOMER#eve  email");
      assertDocument(claims("check", "--json"), 1, 2, 0);

      assertDocument(claims("repair", "--json"), 0, 2, 2);
      assertEnd(claims("repair"), 0, "nothing is wrong");
      assertEnd(onAws(service, tableName(service)), 0, "nothing is wrong");
      assertThat(api.register("bob", "ada@example.com").problem()).isEqualTo("email-taken");
      assertEnd(
          onAws(service, "no-such-table"),
          2,
          "headwater: There is no table no-such-table in this account and Region.");
      assertEnd(onAws(service, "x"), 2, "headwater: Table x cannot be looked at.");
      assertRefusesAnotherSecret();
      assertThat(service.output()).noneMatch(line -> line.contains("no secret"));
    }
  }

  private void assertRefusesAnotherSecret() throws InterruptedException {
    Map<String, String> another = Map.of("CLAIM_SECRET", "a secret of another table");
    Finished refused =
        Launcher.run(another, "claims", "repair", "--json", "--data", folder.toString());
    assertEnd(refused, 2, "headwater: Not one of the claims that were looked at is right");
    assertThat(refused.output()).isEmpty();
    assertEnd(claims("check"), 0, "nothing is wrong");
    assertEnd(
        Launcher.run(another, "claims", "repair", "--new-secret", "--data", folder.toString()),
        0,
        "4 wrong, 4 mended, 0 left");
    assertEnd(claims("repair"), 2, "--new-secret");
    assertEnd(claims("repair", "--new-secret"), 0, "4 wrong, 4 mended, 0 left");
  }

  @Test
  void says_what_is_in_the_way() throws InterruptedException {
    assertEnd(claims("check"), 2, "headwater: No service runs on " + folder + ": start one");
    assertEnd(
        Launcher.run("claims", "check", "--table", "any"),
        2,
        "headwater: The environment variable CLAIM_SECRET is not set");
    assertEnd(
        Launcher.run(Map.of("CLAIM_SECRET", "short"), "claims", "repair", "--table", "any"),
        2,
        "headwater: The environment variable CLAIM_SECRET has fewer than 16");
    assertEnd(claims("check", "--table", "any"), 2, "--table for AWS: give one");
    assertEnd(claims("check", "--region", "us-east-1"), 2, "--region goes with --table");
    assertEnd(claims("check", "--rate", "-1"), 2, "'--rate'");
    assertEnd(Launcher.run("claims"), 2, "Missing required subcommand");
    assertEnd(Launcher.run("claims", "repair", "--help"), 0, "orphan      a customer");
  }

  private Finished claims(String... arguments) throws InterruptedException {
    String[] all = new String[arguments.length + 3];
    all[0] = "claims";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.toString();
    return Launcher.run(all);
  }

  /** As on AWS, but for where the environment says that AWS is. */
  private static Finished onAws(RunningService service, String table) throws InterruptedException {
    return Launcher.run(
        Map.of(
            "AWS_ENDPOINT_URL_DYNAMODB",
            service.endpoints().dynamodb().toString(),
            "AWS_ACCESS_KEY_ID",
            "a",
            "AWS_SECRET_ACCESS_KEY",
            "b",
            "CLAIM_SECRET",
            "no secret on this laptop"),
        "claims",
        "check",
        "--table",
        table,
        "--region",
        "us-east-1");
  }

  /** Gives ada's claim away and eve another one. */
  private static void damage(DynamoDbClient client, String table) {
    List<Map<String, AttributeValue>> items =
        client.scanPaginator(scan -> scan.tableName(table)).items().stream()
            .filter(item -> CLAIM.equals(item.get("SK")))
            .filter(item -> AttributeValue.fromS("CUSTOMER#ada").equals(item.get("owner")))
            .toList();
    assertThat(items).hasSize(1);
    Map<String, AttributeValue> key = new HashMap<>(items.getFirst());
    key.remove("owner");
    client.deleteItem(delete -> delete.tableName(table).key(key));
    client.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        "PK",
                        AttributeValue.fromS("CLAIM#email#00"),
                        "SK",
                        CLAIM,
                        "owner",
                        AttributeValue.fromS("CUSTOMER#eve"))));
  }

  private static String tableName(RunningService service) {
    return Objects.requireNonNull(service.endpoints().tables().get("EventsTable"));
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }

  private static void assertDocument(Finished run, int exitCode, int wrong, int mended) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.errors()).isEmpty();
    JsonNode document = Reply.JSON.readTree(run.output());
    assertThat(document.path("complete").asBoolean()).isTrue();
    assertThat(document.path("wrong").asInt()).isEqualTo(wrong);
    assertThat(document.path("mended").asInt()).isEqualTo(mended);
    assertThat(document.path("remaining").asInt()).isEqualTo(wrong - mended);
    assertThat(document.path("findings"))
        .hasSize(wrong)
        .allSatisfy(
            finding -> assertThat(finding.path("mended").asBoolean()).isEqualTo(mended > 0));
  }
}
