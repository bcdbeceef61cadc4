package dev.headwater.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.TableDeclaration.Index;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.service.testkit.ServiceTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.GenericMachine;

class TemplateTest {
  private static final String ORDER_PLACED =
      "{\"source\":\"headwater.orders\",\"detail\":{\"category\":\"ORDER\",\"version\":1}}";

  private final Stack stack = stack("true");

  private static Stack stack(String searchEnabled) {
    return StackReader.read(
        Path.of("template.yaml"),
        StackOptions.unstarted("test", Map.of("SearchEnabled", searchEnabled)));
  }

  @Test
  void has_all_that_the_service_needs_and_no_other_permission() {
    ServiceTemplate.check(Path.of("template.yaml"), new Orders());
  }

  @Test
  void every_function_is_ready_made_and_knows_the_service() {
    assertThat(stack.functions())
        .hasSize(6)
        .allSatisfy(
            function -> {
              assertThat(function.handler()).startsWith("dev.headwater.service.functions.");
              assertThat(function.environment())
                  .containsEntry("SERVICE_DEFINITION", "dev.headwater.orders.Orders");
            });
  }

  @Test
  void a_projector_knows_its_projection() {
    assertThat(environment("ViewProjectorFunction"))
        .containsEntry("PROJECTION", "order-view")
        .containsEntry("READ_MODEL_TABLE_ORDER_VIEW", "test-OrdersTable")
        .doesNotContainKey("SEARCH_ENDPOINT");
    assertThat(environment("SearchProjectorFunction"))
        .containsEntry("PROJECTION", "order-search")
        .containsKey("SEARCH_ENDPOINT")
        .doesNotContainKey("READ_MODEL_TABLE_ORDER_VIEW");
  }

  @Test
  void without_search_there_is_none_of_it() {
    Stack small = stack("false");

    assertThat(small.searchDomains()).isEmpty();
    assertThat(small.rules()).extracting(RuleDeclaration::logicalId).containsOnly("OrderViewRule");
    assertThat(small.functions())
        .extracting(FunctionDeclaration::logicalId)
        .containsExactlyInAnyOrder(
            "CommandFunction",
            "RelayFunction",
            "ViewProjectorFunction",
            "QueryFunction",
            "OperationsFunction");
    assertThat(small.functions())
        .noneMatch(function -> function.environment().containsKey("SEARCH_ENDPOINT"));
  }

  @Test
  void commands_and_queries_have_their_routes() {
    assertThat(routes("CommandFunction"))
        .containsExactlyInAnyOrder(
            "POST /orders",
            "POST /orders/{id}/lines",
            "POST /orders/{id}/payment",
            "POST /orders/{id}/shipment",
            "POST /orders/{id}/cancellation");
    assertThat(routes("QueryFunction"))
        .containsExactlyInAnyOrder(
            "GET /orders/{id}",
            "GET /orders",
            "GET /orders/{id}/events",
            "GET /customers/{customerId}/orders",
            "GET /customers/{customerId}/balance",
            "GET /health");
  }

  @Test
  void orders_are_listed_by_status_and_by_customer() {
    assertThat(stack.tables())
        .filteredOn(table -> table.logicalId().equals("OrdersTable"))
        .flatExtracting(TableDeclaration::indexes)
        .containsExactly(
            index("by-list", "listShard", "listSort"),
            index("by-customer", "customerShard", "customerSort"));
  }

  private static Index index(String name, String partition, String sort) {
    return new Index(name, new TableDeclaration.Key(partition, sort), "ALL", List.of());
  }

  @Test
  void projectors_receive_the_orders_events_whatever_their_source() throws Exception {
    assertThat(rulesFor(ORDER_PLACED))
        .containsExactlyInAnyOrder("OrderViewRule", "OrderSearchRule");
    assertThat(rulesFor(ORDER_PLACED.replace("headwater.orders", "renamed")))
        .containsExactlyInAnyOrder("OrderViewRule", "OrderSearchRule");
  }

  /** They park it, and so raise an alarm. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"source\":\"headwater.orders\",\"detail\":{}}",
        "{\"source\":\"headwater.orders\",\"detail\":{\"version\":1}}"
      })
  void projectors_receive_what_has_no_category(String event) throws Exception {
    assertThat(rulesFor(event)).containsExactlyInAnyOrder("OrderViewRule", "OrderSearchRule");
  }

  @Test
  void projectors_receive_nothing_else() throws Exception {
    assertThat(rulesFor(ORDER_PLACED.replace("ORDER", "INVOICE"))).isEmpty();
  }

  private List<String> rulesFor(String event) throws Exception {
    GenericMachine<String> rules = GenericMachine.<String>builder().build();
    for (RuleDeclaration rule : stack.rules()) {
      rules.addRule(rule.logicalId(), rule.patternJson());
    }
    return rules.rulesForJSONEvent(event);
  }

  private Map<String, String> environment(String function) {
    return function(function).environment();
  }

  private List<String> routes(String function) {
    return function(function).routes().stream().map(RouteDeclaration::routeKey).toList();
  }

  private FunctionDeclaration function(String logicalId) {
    return stack.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
