package dev.headwater.customers.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.headwater.EventLog;
import dev.headwater.VersionedView;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
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
        Fields fields = new Fields(request.queryFields(), "query");
        Supplier<@Nullable CustomerId> id = fields.given("customerId",
                request.pathParameters().get("id"), CustomerId::new);
        return switch (request.routeKey()) {
            case "GET /customers/{id}" -> {
                fields.check();
                yield find(Objects.requireNonNull(id.get()));
            }
            case "GET /customers" -> {
                var status = fields.optional("status", QueryApi::status);
                var paging = Paging.of(fields);
                fields.check();
                yield list(status.get(), paging);
            }
            case "GET /customers/{id}/events" -> {
                var paging = Paging.of(fields);
                fields.check();
                yield history(Objects.requireNonNull(id.get()), paging);
            }
            case "GET /health" -> {
                fields.check();
                yield health();
            }
            default -> Response.failed(ProblemType.UNKNOWN_ROUTE);
        };
    }

    @Override
    public Response invoke(JsonNode request) {
        if (!(request instanceof ObjectNode object)) {
            throw ProblemException.malformed("A query reads {\"queryType\": \"…\", …}.");
        }
        Fields fields = new Fields(object, "query");
        fields.required("queryType", text -> text);
        return switch (object.path("queryType").asString("")) {
            case "GetCustomerById" -> {
                var id = fields.required("customerId", CustomerId::new);
                fields.check();
                yield find(id.get());
            }
            case "GetActiveCustomers" -> {
                var paging = Paging.of(fields);
                fields.check();
                yield list(CustomerStatus.ACTIVE, paging);
            }
            default -> throw ProblemException.malformed("The queryType is not known; there are"
                    + " GetCustomerById and GetActiveCustomers.");
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

    private Response list(@Nullable CustomerStatus status, Paging paging) {
        String list = "customers/" + (status == null ? "" : status.name());
        List<String> partitions = status == null
                ? Arrays.stream(CustomerStatus.values()).map(Enum::name).toList()
                : List.of(status.name());
        String place = Cursor.place(paging.cursor(), list);
        if (place != null && !CustomerViewFormat.isListPlace(place)) {
            throw Cursor.foreign();
        }
        ViewPage<CustomerView> page = views.list(partitions, place, paging.limit());
        ArrayNode items = Json.array();
        page.items().forEach(item -> {
            if (item.view() != null) {
                items.add(CustomerJson.view(item.version(), item.view()));
            }
        });
        return page(items, list, page.nextSort());
    }

    private Response history(CustomerId id, Paging paging) {
        String list = "history/" + id;
        HistoryPage<CustomerEvent> page = HistoryPage.read(log, id.stream(),
                Cursor.place(paging.cursor(), list), paging.limit());
        if (page.events().isEmpty() && paging.cursor() == null) {
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

    private static CustomerStatus status(String text) {
        return Arrays.stream(CustomerStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(CustomerStatus.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }

    /** Which page of a list, and how long. To be read after the check of its fields. */
    private record Paging(Supplier<@Nullable Integer> givenLimit,
            Supplier<@Nullable String> givenCursor) {
        static Paging of(Fields fields) {
            return new Paging(fields.optionalNumber("limit", Paging::limit),
                    fields.optional("cursor", text -> text));
        }

        int limit() {
            return Objects.requireNonNullElse(givenLimit.get(), DEFAULT_LIMIT);
        }

        @Nullable
        String cursor() {
            return givenCursor.get();
        }

        private static Integer limit(String text) {
            if (text.matches("[0-9]{1,3}")) {
                int limit = Integer.parseInt(text);
                if (limit >= 1 && limit <= MAX_LIMIT) {
                    return limit;
                }
            }
            throw new IllegalArgumentException("must be a whole number from 1 to " + MAX_LIMIT);
        }
    }
}
