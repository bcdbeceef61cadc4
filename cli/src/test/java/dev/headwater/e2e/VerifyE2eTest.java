package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyE2eTest {
  private static final List<String> CUSTOMERS =
      List.of("missing", "behind", "ahead", "different", "unlisted", "unreadable", "untouched");
  private static final List<String> TOLD =
      List.of(
          "missing     customer-view    CUSTOMER#missing  stored nothing, log 1",
          "behind      customer-view    CUSTOMER#behind  stored 1, log 2",
          "ahead       customer-view    CUSTOMER#ahead  stored 7, log 1",
          "different   customer-view    CUSTOMER#different  stored 1, log 1",
          "list-entry  customer-view    CUSTOMER#unlisted  stored 1, log 1",
          "unreadable  customer-view    CUSTOMER#unreadable  stored 1, log 1",
          "orphan      customer-view    CUSTOMER#orphan  stored 1, log nothing",
          "missing     customer-search  CUSTOMER#missing  stored nothing, log 1",
          "behind      customer-search  CUSTOMER#behind  stored 1, log 2",
          "ahead       customer-search  CUSTOMER#ahead  stored 7, log 1",
          "different   customer-search  CUSTOMER#different  stored 1, log 1",
          "orphan      customer-search  CUSTOMER#orphan  stored 1, log nothing");

  @TempDir Path folder;

  @Test
  void finds_and_repairs_damaged_views() throws Exception {
    try (RunningService service = RunningService.on(folder, "--parameter", "ListShards=8");
        DamagedViews views = new DamagedViews(service.endpoints())) {
      CustomerApi api = service.api();
      for (String id : CUSTOMERS) {
        assertThat(api.register(id, id + "@example.com").status()).isEqualTo(201);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(api.get("/customers/count").text()).contains("{\"count\":7}");
                assertThat(api.get("/customers").text().split("customerId")).hasSize(8);
              });
      assertEnd(verify(), 0, "checked 7 customers and 14 views: no differences");
      views.remember("behind");
      assertThat(api.updateEmail("behind", "later@example.com").status()).isEqualTo(200);
      assertEnd(verify(), 0, "checked 7 customers and 14 views: no differences");

      views.damage();
      Finished damaged = verify("--lag", "1");
      assertEnd(damaged, 1, "checked 7 customers and 12 views: 12 different, 0 repaired, 12 left");
      assertThat(damaged.output().lines().filter(line -> line.contains("CUSTOMER#")))
          .containsExactlyInAnyOrderElementsOf(TOLD);
      assertDocument(verify("-o", "json", "--show-fields", "--lag", "1"), 1, 0);
      assertThat(verify("--show-values", "--lag", "0").output())
          .contains("  fields name 'Eve' instead of 'Ada Lovelace'");

      assertDocument(verify("--repair", "-o", "json", "--show-fields", "--lag", "1"), 0, 12);
      assertEnd(verify("--repair"), 0, "checked 7 customers and 14 views: no differences");
      assertThat(api.get("/customers?email=later@example.com").text()).contains("behind");
      assertThat(api.get("/customers/orphan").status()).isEqualTo(404);
      assertAws(service);
    }
  }

  private static void assertAws(RunningService service) throws InterruptedException {
    assertEnd(onAws(service, "headwater"), 0, "checked 7 customers and 14 views: no differences");
    assertEnd(
        onAws(service, "no-such-stack"),
        2,
        "headwater: There is no function no-such-stack-operations:live in this account and Region");
  }

  /** As on AWS, but for where the environment says that AWS is. */
  private static Finished onAws(RunningService service, String stack) throws InterruptedException {
    return Launcher.run(
        Map.of(
            "AWS_ENDPOINT_URL_LAMBDA",
            service.endpoints().lambda().toString(),
            "AWS_ACCESS_KEY_ID",
            "a",
            "AWS_SECRET_ACCESS_KEY",
            "b"),
        "verify",
        "--stack",
        stack,
        "--region",
        "us-east-1");
  }

  private Finished verify(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("verify", "--data", folder.toString()));
    all.addAll(List.of(arguments));
    return Launcher.run(all.toArray(String[]::new));
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }

  private static void assertDocument(Finished run, int exitCode, int repaired) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).doesNotContain("example.com").doesNotContain("Lovelace");
    JsonNode document = Reply.JSON.readTree(run.output());
    assertThat(document.path("different").asInt()).isEqualTo(TOLD.size());
    assertThat(document.path("repaired").asInt()).isEqualTo(repaired);
    assertThat(document.path("remaining").asInt()).isEqualTo(TOLD.size() - repaired);
    assertThat(document.path("differences"))
        .hasSize(TOLD.size())
        .anySatisfy(
            each ->
                assertThat(each.path("fields").values())
                    .extracting(JsonNode::asString)
                    .containsExactly("name"))
        .allSatisfy(each -> assertThat(each.path("repaired").asBoolean()).isEqualTo(repaired > 0));
  }
}
