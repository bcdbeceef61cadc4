package dev.headwater.customers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.headwater.customers.SentRequest.Right;
import dev.headwater.local.search.LocalOpenSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That the template allows each function the search requests that it sends, and no others. */
class SearchRightsTest {
    private final LocalOpenSearch server = LocalOpenSearch.start(null);
    private final RecordingProxy proxy = RecordingProxy.of(server.endpoint());

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void the_search_projector_may_send_what_it_sends() throws IOException {
        try (var function = new SearchProjectorFunction(SearchFunctions.environment(proxy.uri()))) {
            assertThat(SearchFunctions.register(function, "ada"))
                    .isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(SearchFunctions.suspend(function, "ada"))
                    .isEqualTo("{\"batchItemFailures\":[]}");
        }

        assertAllowed(TemplateNode.template()
                .at("Resources", "SearchProjectorRole", "Properties", "Policies"));
    }

    @Test
    void queries_may_send_what_they_send() throws IOException {
        try (var function = new SearchProjectorFunction(
                SearchFunctions.environment(server.endpoint()))) {
            SearchFunctions.register(function, "ada");
        }
        try (var function = new QueryFunction(SearchFunctions.environment(proxy.uri()))) {
            assertThat(SearchFunctions.query(function, "GET /customers", Map.of("email", "ada*")))
                    .contains("ada@example.com");
            assertThat(SearchFunctions.query(function, "GET /customers/count", Map.of()))
                    .contains("1");
        }

        assertAllowed(TemplateNode.template()
                .at("Resources", "QueryFunction", "Properties", "Policies"));
    }

    private void assertAllowed(TemplateNode policies) {
        List<Right> rights = policies.all().flatMap(Right::of).toList();
        Set<SentRequest> sent = proxy.requests();

        assertThat(sent).isNotEmpty()
                .allMatch(request -> rights.stream().anyMatch(right -> right.covers(request)));
        assertThat(rights).isNotEmpty()
                .allMatch(right -> sent.stream().anyMatch(right::covers));
    }
}
