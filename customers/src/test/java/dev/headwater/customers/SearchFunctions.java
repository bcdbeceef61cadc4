package dev.headwater.customers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.template.FunctionDeclaration;
import tools.jackson.databind.json.JsonMapper;

/** Runs the functions that have to do with search, without any other service. */
final class SearchFunctions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SearchFunctions() {}

    static Map<String, String> environment(URI openSearch) {
        var environment = new HashMap<>(Map.of("AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_OPENSEARCH", openSearch.toString(),
                Environment.SEARCH_ENDPOINT, "search.invalid",
                Environment.COMMAND_TABLE, "events"));
        environment.putAll(Map.of(Environment.READ_MODEL_TABLE, "views",
                Environment.LIST_SHARDS, "1", Environment.LIST_SHARDS_READ, "0",
                Environment.DEAD_LETTER_QUEUE_URL, "http://127.0.0.1:1/dead-letters"));
        return environment;
    }

    /** Sends a customer's registration from the queue. */
    static String register(SearchProjectorFunction function, String id) throws IOException {
        return send(function, id, 1, "CustomerRegistered",
                Map.of("email", id + "@example.com", "name", id));
    }

    /** Sends what happened next to a registered customer. */
    static String suspend(SearchProjectorFunction function, String id) throws IOException {
        return send(function, id, 2, "CustomerSuspended", Map.of("reason", "fraud"));
    }

    private static String send(SearchProjectorFunction function, String id, int version,
            String eventType, Map<String, String> payload) throws IOException {
        Map<String, Object> detail = new HashMap<>(Map.of("eventId", id + "@" + version,
                "category", "CUSTOMER", "aggregateId", id, "eventType", eventType,
                "schemaVersion", 1, "payload", payload, "timestamp", 1_767_323_045_000L,
                "version", version, "commit", Map.of("first", version, "count", 1)));
        detail.put("commandId", "command");
        detail.put("metadata", Map.of());
        return call(function, Map.of("Records", List.of(Map.of("messageId", "message-of-" + id,
                "body", JSON.writeValueAsString(Map.of("detail", detail))))));
    }

    /** Sends a query from the HTTP API. */
    static String query(QueryFunction function, String route, Map<String, String> parameters)
            throws IOException {
        return call(function, Map.of("version", "2.0", "routeKey", route, "rawPath",
                route.substring(route.indexOf('/')), "queryStringParameters", parameters,
                "requestContext", Map.of("http", Map.of("method", "GET"))));
    }

    private static String call(RequestStreamHandler function, Map<String, ?> event)
            throws IOException {
        var context = InvocationContext.of(new FunctionDeclaration("Function", "function",
                "Handler", Duration.ofMinutes(1), 512, 1, Map.of(), List.of(), List.of()));
        var answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), answer,
                context);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
