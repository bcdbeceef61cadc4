package dev.headwater.local.chaos;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client is answered. */
final class Reply {
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    /** Headers that belong to one connection. */
    private static final Set<String> OF_CONNECTION = Set.of("connection", "content-length",
            "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private Reply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Reply of(HttpResponse<byte[]> answer) {
        return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
    }

    static Reply json(int status, String contentType, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", List.of(contentType)),
                JsonMapper.shared().writeValueAsBytes(body));
    }

    boolean succeeded() {
        return status >= OK && status < REDIRECT;
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    void send(ServerResponse response) {
        response.status(Status.create(status));
        headers.forEach((name, values) -> {
            if (isEndToEnd(name)) {
                response.header(HeaderNames.create(name), values.toArray(String[]::new));
            }
        });
        response.send(body);
    }

    static boolean isEndToEnd(String header) {
        return !OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }
}
