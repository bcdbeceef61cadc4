package dev.headwater.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The function of {@code search.yaml}: indexes the key of what was put into its table. */
public final class IndexHandler implements RequestStreamHandler {
    private static final String MAPPING = """
            {"mappings": {"dynamic": "strict", "properties": {
                "host": {"type": "keyword"}, "domain": {"type": "keyword"}}}}""";

    private final Map<String, String> environment;

    public IndexHandler(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        send("PUT", "/people", MAPPING); // refused when it is there already
        for (JsonNode entry : JsonMapper.shared().readTree(input).path("Records")) {
            send("POST", "/people/_bulk", """
                    {"index":{"_id":"%s","version":1,"version_type":"external"}}
                    {"host":"%s","domain":"%s"}
                    """.formatted(entry.at("/dynamodb/Keys/PK/S").stringValue(), variable("HOST"),
                    variable("DOMAIN")));
        }
    }

    private String variable(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    private void send(String method, String path, String body) throws IOException {
        URI uri = URI.create(variable("AWS_ENDPOINT_URL_OPENSEARCH")).resolve(path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(uri)
                    .method(method, BodyPublishers.ofString(body))
                    .build(), BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
