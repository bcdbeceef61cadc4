package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** Views that another version of the projection folded: never shown, counted, and rebuilt. */
class RebuildE2eTest {
  private static final List<String> IDS = List.of("ada", "bob", "cas", "dee");

  @TempDir Path folder;

  @Test
  void rebuilds_what_another_version_of_the_projection_folded() throws Exception {
    try (RunningService service = RunningService.on(folder);
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS)) {
      CustomerApi api = service.api();
      for (String id : IDS) {
        assertThat(api.register(id, id + "@example.com").status()).isEqualTo(201);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(api.get("/customers/count").text()).contains("{\"count\":4}");
                assertThat(api.get("/customers").text().split("customerId")).hasSize(5);
              });
      for (String id : List.of("ada", "bob")) {
        views.makeForeign(id);
      }

      assertNobodyShows(api);
      assertEnd(run("verify"), "checked 4 customers and 8 views: no differences");
      assertEnd(run("verify"), "4 of the views were folded by another version");
      assertEstimate(run("rebuild", "--dry-run"));
      assertThat(views.item("ada")).containsEntry("name", AttributeValue.fromS("Nobody"));
      assertDocument(run("rebuild", "customer-view", "-o", "json"));
      assertThat(views.item("ada")).containsEntry("name", AttributeValue.fromS("Ada Lovelace"));
      assertThat(views.document("bob").path("name").asString()).isEqualTo("Ada Lovelace");
      assertNobodyShows(api);
      assertThat(run("verify").output()).doesNotContain("another version");

      Finished unknown = run("rebuild", "no-such-view");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.errors()).contains("there are [customer-view]");
    }
  }

  private static void assertNobodyShows(CustomerApi api) {
    assertThat(api.get("/customers/ada").text()).contains("Ada Lovelace").doesNotContain("Nobody");
    for (String list : List.of("/customers", "/customers?email=*@example.com")) {
      assertThat(api.get(list).text().split("Ada Lovelace"))
          .as(list)
          .hasSize(5)
          .noneSatisfy(part -> assertThat(part).contains("Nobody"));
    }
  }

  private Finished run(String command, String... arguments) throws InterruptedException {
    return new Operator(folder).run(command, arguments);
  }

  private static void assertEnd(Finished run, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    assertThat(run.output()).contains(said).doesNotContain("example.com");
  }

  private static void assertEstimate(Finished run) {
    assertEnd(
        run,
        "read 4 customers, would rebuild 4 views (4 of another version of the projection, or"
            + " damaged), 0 failed");
    assertThat(run.output())
        .containsPattern("  reads   \\d+ units: events \\d+, views [4-9] ")
        .contains("  writes  4 units: views 2, lists 2; and 2 search documents")
        .containsPattern("  cost    \\$0\\.0000\\d+, at \\$0.125 and \\$0.625 for a million");
  }

  private static void assertDocument(Finished run) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    JsonNode document = Reply.JSON.readTree(run.output());
    assertThat(document.path("failures")).isEmpty();
    assertThat(document.path("streams").asInt()).isEqualTo(4);
    assertThat(document.path("rebuilt").asInt()).isEqualTo(4);
    assertThat(document.path("oldFingerprint").asInt()).isEqualTo(4);
    assertThat(document.path("remaining").asInt()).isZero();
  }
}
