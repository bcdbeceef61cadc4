package dev.headwater.customers.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.headwater.EventLog;
import dev.headwater.VersionedView;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.DynamoDbViewStore;
import dev.headwater.dynamodb.ViewPage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The read side: a customer, lists of customers, and a customer's history. */
public final class QueryApi implements Api {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final DynamoDbViewStore<CustomerView> views;
    private final EventLog<CustomerEvent> log;

    public QueryApi(DynamoDbViewStore<CustomerView> views, EventLog<CustomerEvent> log) {
        this.views = views;
        this.log = log;
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
                        .allowingQuery(Set.of("status", "limit", "cursor"))
                        .query();
                yield list(status(query.get("status")), limit(query.get("limit")),
                        query.get("cursor"));
            }
            case "GET /customers/{id}/events" -> {
                Map<String, String> query = request.allowingQuery(Set.of("limit", "cursor"))
                        .query();
                yield history(customerId(request.pathParameters().get("id")),
                        limit(query.get("limit")), query.get("cursor"));
            }
            case "GET /health" -> health();
            default -> Response.failed(ProblemType.UNKNOWN_ROUTE);
        };
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
                var limit = fields.optionalVersion("limit");
                var cursor = fields.optional("cursor", text -> text);
                fields.check();
                Long given = limit.get();
                yield list(CustomerStatus.ACTIVE,
                        limit(given == null ? null : String.valueOf(given)), cursor.get());
            }
            default -> throw ProblemException.malformed(
                    "The queryType is not known; there are GetCustomerById and GetActiveCustomers.");
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

    private Response list(@Nullable CustomerStatus status, int limit, @Nullable String cursor) {
        String list = "customers/" + (status == null ? "" : status.name());
        List<String> partitions = status == null
                ? Arrays.stream(CustomerStatus.values()).map(Enum::name).toList()
                : List.of(status.name());
        ViewPage<CustomerView> page = views.list(partitions, Cursor.place(cursor, list), limit);
        ArrayNode items = Json.array();
        page.items().forEach(item -> {
            if (item.view() != null) {
                items.add(CustomerJson.view(item.version(), item.view()));
            }
        });
        return page(items, list, page.nextSort());
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
        return page(items, list, page.next());
    }

    /** Healthy is who can read its views. */
    private Response health() {
        views.find("health");
        return Response.ok(Json.object().put("status", "UP"));
    }

    private static Response page(ArrayNode items, String list, @Nullable String next) {
        ObjectNode body = Json.object();
        body.set("items", items);
        return Response.ok(next == null
                ? body
                : body.put("nextCursor", new Cursor(list, next).encode()));
    }

    private static CustomerId customerId(@Nullable String text) {
        try {
            return new CustomerId(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalid(Map.of("customerId", String.valueOf(e.getMessage()))));
        }
    }

    private static @Nullable CustomerStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(CustomerStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.invalid(Map.of("status",
                        "must be one of " + Arrays.stream(CustomerStatus.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))))));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new ProblemException(Problem.invalid(
                Map.of("limit", "must be a whole number from 1 to " + MAX_LIMIT)));
    }
}
