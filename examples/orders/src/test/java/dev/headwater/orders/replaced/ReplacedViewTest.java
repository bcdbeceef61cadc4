package dev.headwater.orders.replaced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.service.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide to a changed list and search, on one data folder: a new view is added beside the old
 * one, filled, checked, queried, and the old one removed. The templates are what {@code check} says
 * to paste.
 */
@Tag("local-cloud")
class ReplacedViewTest {
  private static final String BY_CUSTOMER = "/customers/ada/orders";
  private static final Map<String, String> SEARCHED = Map.of("SearchEnabled", "true");
  private static final Map<String, String> SWITCHED =
      Map.of("SearchEnabled", "true", "QueriedOrderView", "order-overview");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void a_view_is_replaced_while_the_service_goes_on() throws IOException {
    Path beside = pasted(Path.of("template.yaml"), new OrdersBeside());
    try (Deployment before = deploy(Path.of("template.yaml"), SEARCHED)) {
      before.place("first", "n-3");
      before.place("second", "n-2");
      before.awaitItems(BY_CUSTOMER, "first", "second");
      before.awaitItems("/orders?customerName=Ada*", "first", "second");
    }

    try (Deployment both = deploy(beside, SEARCHED)) {
      both.place("third", "n-1");
      both.awaitView("OrderOverviewTable", "third");
      // After a restart, the local cloud may publish old events once more.
      both.deleteViews("OrderOverviewTable", "first", "second");
      assertThat(both.differences()).isGreaterThanOrEqualTo(2);
      both.rebuild("order-overview");
      await().atMost(TIMEOUT).until(both::differences, number -> number == 0);
      both.awaitItems(BY_CUSTOMER, "first", "second", "third");
    }

    try (Deployment switched = deploy(beside, SWITCHED)) {
      assertQueriedFromTheNewOne(switched);
    }
    try (Deployment back = deploy(beside, SEARCHED)) {
      back.awaitItems(BY_CUSTOMER, "first", "second", "third");
      assertThat(back.get("/orders?number=n-*").status()).isEqualTo(400);
    }
    try (Deployment after = deploy(pasted(bare(), new OrdersAfter()), Map.of())) {
      assertQueriedFromTheNewOne(after);
      after.place("fourth", "n-0");
      after.awaitItems(BY_CUSTOMER, "fourth", "third", "second", "first");
      after.awaitItems("/orders?number=n-0", "fourth");
    }
  }

  private Deployment deploy(Path template, Map<String, String> parameters) {
    return Deployment.start(template, parameters, folder.resolve("data"));
  }

  /** The template of the orders without what belongs to a service. */
  private Path bare() throws IOException {
    return Files.writeString(
        folder.resolve("bare.yaml"),
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: java25
            CodeUri: target/lambda
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
        """);
  }

  private Path pasted(Path template, ServiceDefinition definition) throws IOException {
    String name = definition.getClass().getSimpleName() + ".yaml";
    String text =
        Files.readString(template)
            .replaceAll("(SERVICE_DEFINITION:) .*", "$1 " + definition.getClass().getName());
    return Files.writeString(folder.resolve(name), PastedTemplate.of(text, definition));
  }

  private static void assertQueriedFromTheNewOne(Deployment deployed) {
    deployed.awaitItems(BY_CUSTOMER, "third", "second", "first");
    deployed.awaitItems("/orders?number=n-2", "second");
    assertThat(deployed.get("/orders/first").body().path("details").path("number").asString())
        .isEqualTo("N-3");
  }
}
