package dev.headwater.customers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.template.FunctionDeclaration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SearchProjectorFunctionTest {
    private final LocalOpenSearch server = LocalOpenSearch.start(null);
    private final Environment environment = new Environment(Map.of("AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
            "AWS_ENDPOINT_URL_OPENSEARCH", server.endpoint().toString(),
            Environment.SEARCH_ENDPOINT, "search.invalid",
            Environment.COMMAND_TABLE, "events",
            Environment.DEAD_LETTER_QUEUE_URL, "http://127.0.0.1:1/dead-letters"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makes_its_index_and_makes_it_anew_when_somebody_deletes_it() throws Exception {
        var function = new SearchProjectorFunction(environment.variables(), Duration.ZERO);

        assertThat(handle(function, "ada")).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(found()).isEqualTo(1);
        delete("customers-a");
        assertThat(handle(function, "bob")).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(found()).isEqualTo(1);
    }

    @Test
    void looks_for_its_index_now_and_then_alone() throws Exception {
        var function = new SearchProjectorFunction(environment.variables(), Duration.ofHours(1));

        handle(function, "ada");
        delete("customers-a");
        assertThat(handle(function, "bob")).contains("message-of-bob");
    }

    private static String handle(SearchProjectorFunction function, String id) throws IOException {
        var context = InvocationContext.of(new FunctionDeclaration("Function", "function",
                "Handler", Duration.ofMinutes(1), 512, 1, Map.of(), List.of(), List.of()));
        var answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(registered(id)), answer, context);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static byte[] registered(String id) {
        var json = JsonMapper.shared();
        Map<String, Object> detail = new HashMap<>(Map.of("eventId", id + "@1", "category",
                "CUSTOMER", "aggregateId", id, "eventType", "CustomerRegistered", "schemaVersion",
                1, "payload", Map.of("email", id + "@example.com", "name", id), "timestamp",
                1_767_323_045_000L, "version", 1, "commit", Map.of("first", 1, "count", 1)));
        detail.put("commandId", "command");
        detail.put("metadata", Map.of());
        return json.writeValueAsBytes(Map.of("Records", List.of(Map.of("messageId",
                "message-of-" + id, "body", json.writeValueAsString(Map.of("detail", detail))))));
    }

    private long found() {
        OpenSearchClient client = Objects
                .requireNonNull(new AwsClients(environment).openSearch());
        return new CustomerSearch(client).read().count(Map.of());
    }

    private void delete(String index) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.endpoint().resolve("/" + index)).DELETE();
            assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }
}
