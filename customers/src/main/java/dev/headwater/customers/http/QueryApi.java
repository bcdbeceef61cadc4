package dev.headwater.customers.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.headwater.EventLog;
import dev.headwater.VersionedView;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.DynamoDbViewStore;
import dev.headwater.dynamodb.ViewPage;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.WildcardPattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The read side: a customer, lists of customers, searches, and a customer's history. */
public final class QueryApi implements Api {
    private final DynamoDbViewStore<CustomerView> views;
    private final EventLog<CustomerEvent> log;
    private final CustomerSearches searches;

    /** @param index {@code null} while search is switched off */
    public QueryApi(DynamoDbViewStore<CustomerView> views, EventLog<CustomerEvent> log,
            @Nullable OpenSearchIndex<CustomerView> index) {
        this.views = views;
        this.log = log;
        this.searches = new CustomerSearches(index);
    }

    @Override
    public Response http(HttpRequest request) {
        return switch (request.routeKey()) {
            case "GET /customers/{id}" -> {
                request.allowingQuery(Set.of());
                yield find(customerId(request.pathParameters().get("id")));
            }
            case "GET /customers" -> {
                Map<String, String> query = request
                        .allowingQuery(Set.of("email", "status", "order", "limit", "cursor"))
                        .query();
                yield query.containsKey("email")
                        ? search(query)
                        : list(ListParameters.of(query));
            }
            case "GET /customers/count" -> searches.count(ListParameters
                    .status(request.allowingQuery(Set.of("status")).query().get("status")));
            case "GET /customers/{id}/events" -> {
                Map<String, String> query = request.allowingQuery(Set.of("limit", "cursor"))
                        .query();
                yield history(customerId(request.pathParameters().get("id")),
                        ListParameters.limit(query.get("limit")), query.get("cursor"));
            }
            case "GET /health" -> health();
            default -> Response.failed(ProblemType.UNKNOWN_ROUTE);
        };
    }

    private Response search(Map<String, String> query) {
        if (query.containsKey("order")) {
            throw ListParameters.wrong("order",
                    "does not go with email: what is found is sorted by e-mail");
        }
        String text = query.getOrDefault("email", "");
        return searches.search(pattern(text), text, ListParameters.of(query));
    }

    private static WildcardPattern pattern(String text) {
        try {
            return CustomerSearches.pattern(text);
        } catch (IllegalArgumentException e) {
            throw ListParameters.wrong("email", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Response invoke(JsonNode request) {
        if (!(request instanceof ObjectNode object)) {
            throw ProblemException.malformed("A query reads {\"queryType\": \"…\", …}.");
        }
        Fields fields = new Fields(object);
        String queryType = object.path("queryType").asString("");
        fields.required("queryType", text -> text);
        return switch (queryType) {
            case "GetCustomerById" -> {
                var id = fields.required("customerId", CustomerId::new);
                fields.check();
                yield find(id.get());
            }
            case "GetActiveCustomers" -> {
                var asked = ListParameters.of(fields, Set.of("order", "cursor"));
                fields.check();
                yield list(asked.get().of(CustomerStatus.ACTIVE));
            }
            case "SearchCustomersByEmail" -> {
                var pattern = fields.required("emailPattern", CustomerSearches::pattern);
                var asked = ListParameters.of(fields, Set.of("status", "cursor"));
                fields.check();
                yield searches.search(pattern.get(), object.path("emailPattern").asString(),
                        asked.get());
            }
            default -> throw ProblemException.malformed("The queryType is not known; there are"
                    + " GetCustomerById, GetActiveCustomers and SearchCustomersByEmail.");
        };
    }

    private Response find(CustomerId id) {
        Optional<VersionedView<CustomerView>> found = views.find(id.value());
        if (found.isEmpty() || found.get().view() == null) {
            return Response.failed(ProblemType.UNKNOWN_CUSTOMER);
        }
        long version = found.get().version();
        return new Response.Done(200, Map.of("etag", ETag.of(version)),
                CustomerJson.view(version, found.get().view()));
    }

    private Response list(ListParameters asked) {
        String list = asked.listName();
        CustomerStatus status = asked.status();
        List<String> partitions = status == null
                ? Arrays.stream(CustomerStatus.values()).map(Enum::name).toList()
                : List.of(status.name());
        ViewPage<CustomerView> page = views.list(partitions, asked.order(),
                Cursor.place(asked.cursor(), list), asked.limit());
        return CustomerJson.page(page.items(), list, page.nextSort());
    }

    private Response history(CustomerId id, int limit, @Nullable String cursor) {
        String list = "history/" + id;
        HistoryPage<CustomerEvent> page = HistoryPage.read(log, id.stream(),
                Cursor.place(cursor, list), limit);
        if (page.events().isEmpty() && cursor == null) {
            return Response.failed(ProblemType.UNKNOWN_CUSTOMER);
        }
        ArrayNode items = Json.array();
        page.events().forEach(event -> items.add(CustomerJson.event(event)));
        return CustomerJson.page(items, list, page.next());
    }

    /** Healthy is who can read its views. */
    private Response health() {
        views.find("health");
        return Response.ok(Json.object().put("status", "UP"));
    }

    private static CustomerId customerId(@Nullable String text) {
        try {
            return new CustomerId(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw ListParameters.wrong("customerId", String.valueOf(e.getMessage()));
        }
    }
}
