package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyE2eTest {
  private static final List<String> REPORTED =
      Stream.concat(
              DamagedViews.CUSTOMERS.reported().stream(),
              Stream.of("ahead       customer-search  CUSTOMER#ahead  stored 7, log 1"))
          .toList();

  @TempDir Path folder;

  @Test
  void finds_and_repairs_damaged_views() throws Exception {
    try (RunningService service = RunningService.on(folder, "--parameter", "ListShards=8");
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS)) {
      CustomerApi api = service.api();
      for (String id : DamagedViews.IDS) {
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
      views.advance("ahead");
      Finished damaged = verify("--lag", "1");
      assertEnd(damaged, 1, "checked 7 customers and 12 views: 12 different, 0 repaired, 12 left");
      assertThat(damaged.output().lines().filter(line -> line.contains("CUSTOMER#")))
          .containsExactlyInAnyOrderElementsOf(REPORTED);
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
    String checked = "checked 7 customers and 14 views: no differences";
    assertEnd(Operator.onAws(service, "headwater", "verify"), 0, checked);
    assertEnd(
        Operator.onAws(service, "no-such-stack", "verify"),
        2,
        "headwater: There is no function no-such-stack-operations:live in this account and Region");
  }

  private Finished verify(String... arguments) throws InterruptedException {
    return new Operator(folder).run("verify", arguments);
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
    assertThat(document.path("different").asInt()).isEqualTo(REPORTED.size());
    assertThat(document.path("repaired").asInt()).isEqualTo(repaired);
    assertThat(document.path("remaining").asInt()).isEqualTo(REPORTED.size() - repaired);
    assertThat(document.path("differences"))
        .hasSize(REPORTED.size())
        .anySatisfy(
            each ->
                assertThat(each.path("fields").values())
                    .extracting(JsonNode::asString)
                    .containsExactly("name"))
        .allSatisfy(each -> assertThat(each.path("repaired").asBoolean()).isEqualTo(repaired > 0));
  }
}
