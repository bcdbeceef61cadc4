package dev.headwater.customers.http;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.headwater.CommandStamp;
import dev.headwater.Commit;
import dev.headwater.Host;
import dev.headwater.InMemoryEventStore;
import dev.headwater.Metadata;
import dev.headwater.VersionedView;
import dev.headwater.ViewStore.Saved;
import dev.headwater.ViewStore.ViewChange;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.http.Invocations.Answer;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.DynamoDbViewStore;
import dev.headwater.dynamodb.ViewTable;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.StackOptions;
import dev.headwater.local.template.StackReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Queries on a real table, made as the template declares it. */
class QueryApiTest {
    private static final int SHARDS = 4;
    private static final Stack STACK = StackReader.read(Path.of("template.yaml"),
            StackOptions.unstarted("test", Map.of("UniqueEmail", "false")));
    private static final String TABLE = "test-CustomersTable";
    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.start(null);

    private final InMemoryEventStore<Customer, CustomerEvent> log = new InMemoryEventStore<>();
    private final DynamoDbViewStore<CustomerView> views = new DynamoDbViewStore<>(
            DYNAMO_DB.client(), new ViewTable(TABLE, SHARDS), new CustomerViewFormat(),
            Host.system());
    private final Invocations api = new Invocations(new QueryApi(views, log, null));

    @BeforeAll
    static void createTables() {
        DYNAMO_DB.create(STACK.tables());
    }

    @AfterAll
    static void stop() {
        DYNAMO_DB.close();
    }

    @BeforeEach
    void clear() {
        DYNAMO_DB.client()
                .scanPaginator(scan -> scan.tableName(TABLE))
                .items()
                .forEach(item -> DYNAMO_DB.client()
                        .deleteItem(delete -> delete.tableName(TABLE)
                                .key(Map.of("customerId", item.get("customerId")))));
    }

    // ---- look-up

    @Test
    void finds_a_customer() {
        save(customer("ada", CustomerStatus.ACTIVE, 5), 3);

        Answer answer = get("GET /customers/{id}", Map.of("id", "ada"), Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("etag")).isEqualTo("\"3\"");
        assertThat(answer.body()).hasToString("{\"customerId\":\"ada\","
                + "\"email\":\"ada@example.com\",\"name\":\"ada\",\"status\":\"ACTIVE\","
                + "\"registrationDate\":\"2026-01-01T00:00:05Z\","
                + "\"lastUpdated\":\"2026-01-01T00:00:05Z\",\"version\":3}");
        assertThat(api.invoke("{\"queryType\":\"GetCustomerById\",\"customerId\":\"ada\"}").body())
                .isEqualTo(answer.body());
    }

    @Test
    void shows_why_a_customer_is_suspended() {
        save(customer("bob", CustomerStatus.SUSPENDED, 1), 2);

        assertThat(get("GET /customers/{id}", Map.of("id", "bob"), Map.of()).body()
                .path("suspensionReason")
                .asString()).isEqualTo("unpaid");
    }

    @Test
    void does_not_find_who_is_unknown_or_removed() {
        views.save(List.of(new ViewChange<>("gone", 0, new VersionedView<>(4, null))));

        for (String id : List.of("nobody", "gone")) {
            Answer answer = get("GET /customers/{id}", Map.of("id", id), Map.of());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("unknown-customer");
        }
        assertThat(api.invoke("{\"queryType\":\"GetCustomerById\",\"customerId\":\"nobody\"}")
                .status()).isEqualTo(404);
    }

    @Test
    void refuses_what_is_no_customer_id() {
        assertThat(get("GET /customers/{id}", Map.of("id", "a b"), Map.of()).status())
                .isEqualTo(400);
    }

    // ---- lists

    @Test
    void lists_by_status_in_the_order_of_registration() {
        save(customer("carl", CustomerStatus.ACTIVE, 3), 1);
        save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
        save(customer("bob", CustomerStatus.SUSPENDED, 2), 2);

        assertThat(ids(list(Map.of("status", "ACTIVE")))).containsExactly("ada", "carl");
        assertThat(ids(list(Map.of("status", "SUSPENDED")))).containsExactly("bob");
        assertThat(ids(list(Map.of()))).containsExactly("ada", "bob", "carl");
        assertThat(ids(api.invoke("{\"queryType\":\"GetActiveCustomers\"}")))
                .containsExactly("ada", "carl");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10, 23, 100})
    void pages_lose_and_repeat_nobody(int limit) {
        List<String> expected = new ArrayList<>();
        for (int index = 0; index < 23; index++) {
            String id = "customer-%02d".formatted(index);
            save(customer(id, index % 3 == 0 ? CustomerStatus.SUSPENDED : CustomerStatus.ACTIVE,
                    index / 4), 1);
            expected.add(id);
        }

        assertThat(pages(Map.of(), limit)).isEqualTo(expected);
    }

    @Test
    void pages_stay_stable_while_customers_come_and_change() {
        for (int index = 0; index < 10; index++) {
            save(customer("c" + index, CustomerStatus.ACTIVE, 10 + index), 1);
        }
        Answer first = list(Map.of("status", "ACTIVE", "limit", "5"));

        save(customer("earlier", CustomerStatus.ACTIVE, 1), 1);
        save(customer("later", CustomerStatus.ACTIVE, 99), 1);
        change(customer("c2", CustomerStatus.SUSPENDED, 12), 1);
        change(customer("c7", CustomerStatus.SUSPENDED, 17), 1);
        Answer second = list(Map.of("status", "ACTIVE", "limit", "100", "cursor",
                first.body().path("nextCursor").asString()));

        assertThat(ids(first)).containsExactly("c0", "c1", "c2", "c3", "c4");
        assertThat(ids(second)).containsExactly("c5", "c6", "c8", "c9", "later");
        assertThat(second.body().has("nextCursor")).isFalse();
    }

    @Test
    void the_direct_invoke_pages_too() {
        save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
        save(customer("bob", CustomerStatus.ACTIVE, 2), 1);

        Answer first = api.invoke("{\"queryType\":\"GetActiveCustomers\",\"limit\":1}");
        Answer second = api.invoke("{\"queryType\":\"GetActiveCustomers\",\"limit\":1,\"cursor\":\""
                + first.body().path("nextCursor").asString() + "\"}");

        assertThat(ids(first)).containsExactly("ada");
        assertThat(ids(second)).containsExactly("bob");
    }

    @Test
    void lists_by_registration_both_ways() {
        for (int index = 0; index < 7; index++) {
            save(customer("c" + index,
                    index % 2 == 0 ? CustomerStatus.ACTIVE : CustomerStatus.SUSPENDED, index), 1);
        }

        assertThat(pages(Map.of("order", "desc"), 2))
                .containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
        assertThat(pages(Map.of("order", "asc", "status", "ACTIVE"), 3))
                .containsExactly("c0", "c2", "c4", "c6");
        assertThat(ids(api.invoke("{\"queryType\":\"GetActiveCustomers\",\"order\":\"desc\"}")))
                .containsExactly("c6", "c4", "c2", "c0");
    }

    @Test
    void a_cursor_that_was_changed_or_is_of_another_order_is_refused() {
        save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
        save(customer("bob", CustomerStatus.ACTIVE, 2), 1);
        String cursor = list(Map.of("limit", "1")).body().path("nextCursor").asString();

        assertThat(list(Map.of("cursor", cursor, "order", "desc")).problem())
                .isEqualTo("malformed-request");
        for (int at = 0; at < cursor.length(); at++) {
            String changed = cursor.substring(0, at) + (cursor.charAt(at) == 'A' ? 'B' : 'A')
                    + cursor.substring(at + 1);
            assertThat(list(Map.of("cursor", changed)).status()).as("changed at %d", at)
                    .isEqualTo(400);
        }
        assertThat(list(Map.of("order", "up")).problem()).isEqualTo("invalid-fields");
    }

    @Test
    void without_an_index_searches_and_counts_are_told_so() {
        assertThat(list(Map.of("email", "*")).status()).isEqualTo(501);
        assertThat(list(Map.of("email", "*")).problem()).isEqualTo("search-off");
        assertThat(get("GET /customers/count", Map.of(), Map.of()).status()).isEqualTo(501);
        assertThat(api.invoke(
                "{\"queryType\":\"SearchCustomersByEmail\",\"emailPattern\":\"*\"}").status())
                .isEqualTo(501);
    }

    @Test
    void refuses_limits_statuses_cursors_and_parameters_that_are_wrong() {
        save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
        save(customer("bob", CustomerStatus.ACTIVE, 2), 1);
        String cursor = list(Map.of("limit", "1")).body().path("nextCursor").asString();

        assertThat(list(Map.of("limit", "0")).status()).isEqualTo(400);
        assertThat(list(Map.of("limit", "101")).status()).isEqualTo(400);
        assertThat(list(Map.of("limit", "ten")).status()).isEqualTo(400);
        assertThat(list(Map.of("status", "active")).status()).isEqualTo(400);
        assertThat(list(Map.of("cursor", "x")).status()).isEqualTo(400);
        assertThat(list(Map.of("cursor", "%%%")).status()).isEqualTo(400);
        assertThat(list(Map.of("status", "ACTIVE", "cursor", cursor)).status()).isEqualTo(400);
        assertThat(list(Map.of("stauts", "ACTIVE")).status()).isEqualTo(400);
        assertThat(list(Map.of("cursor", new Cursor("customers/", "").encode())).status())
                .isEqualTo(400);
        assertThat(list(Map.of("cursor", new Cursor("customers/", "x".repeat(5000)).encode()))
                .status()).isEqualTo(400);
        assertThat(list(Map.of("limit", "0", "status", "active")).body()
                .path("errors")
                .propertyNames()).containsExactlyInAnyOrder("limit", "status");
        assertThat(api.invoke("{\"queryType\":\"GetActiveCustomers\",\"limit\":101}").status())
                .isEqualTo(400);
        assertThat(api.invoke("{\"queryType\":\"DropCustomers\"}").status()).isEqualTo(400);
        assertThat(api.invoke("{}").status()).isEqualTo(400);
    }

    // ---- history and health

    @Test
    void shows_a_history_oldest_first() {
        append("ada", 1, new CustomerEvent.CustomerRegistered("ada@example.com", "Ada"));
        append("ada", 2, new CustomerEvent.CustomerSuspended("unpaid"));

        Answer first = get("GET /customers/{id}/events", Map.of("id", "ada"), Map.of("limit", "1"));
        Answer second = get("GET /customers/{id}/events", Map.of("id", "ada"), Map.of("cursor",
                first.body().path("nextCursor").asString()));

        assertThat(first.body().path("items").path(0)).isEqualTo(Json.readObject("""
                {"eventId": "ada@1", "aggregateId": "ada", "eventType": "CustomerRegistered",
                 "schemaVersion": 1, "version": 1, "timestamp": "2026-01-01T00:00:00Z",
                 "commandId": "c1", "payload": {"email": "ada@example.com", "name": "Ada"},
                 "commit": {"first": 1, "count": 1}}
                """));
        assertThat(second.body().path("items").size()).isEqualTo(1);
        assertThat(second.body().path("items").path(0).path("eventId").asString())
                .isEqualTo("ada@2");
        assertThat(second.body().has("nextCursor")).isFalse();
    }

    @Test
    void the_history_of_nobody_is_not_found() {
        assertThat(get("GET /customers/{id}/events", Map.of("id", "nobody"), Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void is_healthy_when_it_can_read_its_views() {
        assertThat(get("GET /health", Map.of(), Map.of()).body())
                .hasToString("{\"status\":\"UP\"}");
        Invocations broken = new Invocations(new QueryApi(new DynamoDbViewStore<>(
                DYNAMO_DB.client(), new ViewTable("no-such-table", SHARDS),
                new CustomerViewFormat(), Host.system()), log, null));
        assertThat(broken.http("GET /health", Map.of(), Map.of(), Map.of(), "").status())
                .isEqualTo(503);
    }

    private List<String> pages(Map<String, String> filter, int limit) {
        List<String> all = new ArrayList<>();
        @Nullable
        String cursor = null;
        do {
            Map<String, String> query = new java.util.HashMap<>(filter);
            query.put("limit", String.valueOf(limit));
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            Answer page = list(query);
            assertThat(page.body().path("items").size()).isBetween(1, limit);
            all.addAll(ids(page));
            cursor = page.body().has("nextCursor")
                    ? page.body().path("nextCursor").asString()
                    : null;
        } while (cursor != null);
        return all;
    }

    private Answer list(Map<String, String> query) {
        return get("GET /customers", Map.of(), query);
    }

    private Answer get(String route, Map<String, String> path, Map<String, String> query) {
        return api.http(route, path, query, Map.of(), "");
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (JsonNode item : answer.body().path("items")) {
            ids.add(item.path("customerId").asString());
        }
        return ids;
    }

    private static CustomerView customer(String id, CustomerStatus status, int second) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
        return new CustomerView(id, id + "@example.com", id, status, at, at,
                status == CustomerStatus.SUSPENDED ? "unpaid" : null);
    }

    private void save(CustomerView view, long version) {
        assertThat(views.save(List.of(
                new ViewChange<>(view.customerId(), 0, new VersionedView<>(version, view)))))
                .isEqualTo(Saved.ALL);
    }

    private void change(CustomerView view, long from) {
        assertThat(views.save(List.of(
                new ViewChange<>(view.customerId(), from, new VersionedView<>(from + 1, view)))))
                .isEqualTo(Saved.ALL);
    }

    private void append(String id, long version, CustomerEvent event) {
        log.append(new Commit<>(new CustomerId(id).stream(), version, List.of(event),
                Instant.parse("2026-01-01T00:00:00Z"), new CommandStamp("c" + version, 0),
                Metadata.NONE));
    }
}
