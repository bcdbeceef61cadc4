package dev.headwater.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response, read from a function's answer in payload format 2.0 or the gateway's own. */
final class HttpApiResponse {
    static final HttpApiResponse NOT_FOUND = message(404, "Not Found");
    static final HttpApiResponse BAD_REQUEST = message(400, "Bad Request");
    static final HttpApiResponse TOO_LARGE = message(413, "Request Entity Too Large");
    static final HttpApiResponse SERVER_ERROR = message(500, "Internal Server Error");
    static final HttpApiResponse UNAVAILABLE = message(503, "Service Unavailable");

    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE,
            "application/json");
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE,
            "text/plain; charset=utf-8");
    private static final Header METRICS = HeaderValues.createCached(HeaderNames.CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8");
    /** Headers that belong to the connection and are the server's to write. */
    private static final Set<String> SERVERS_OWN = Set.of("connection", "content-length",
            "keep-alive", "transfer-encoding", "upgrade");
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    private HttpApiResponse(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    private static HttpApiResponse message(int status, String message) {
        return new HttpApiResponse(status,
                List.of(HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json")),
                bytes("{\"message\":\"" + message + "\"}"));
    }

    /** Metrics in Prometheus's text format. */
    static HttpApiResponse metrics(String text) {
        return new HttpApiResponse(200, List.of(METRICS), bytes(text));
    }

    /** Reads a function's answer; nothing when it is malformed. */
    static Optional<HttpApiResponse> parse(String answer) {
        try {
            JsonNode root = JsonMapper.shared().readTree(answer);
            if (root.isMissingNode()) {
                return Optional.empty();
            }
            return Optional.of(root.has("statusCode") ? structured(root) : inferred(root, answer));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpApiResponse inferred(JsonNode root, String answer) {
        return new HttpApiResponse(200, List.of(JSON),
                bytes(root.isString() ? root.stringValue() : answer));
    }

    private static HttpApiResponse structured(JsonNode root) {
        int status = root.path("statusCode").asInt();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("no status code");
        }
        JsonNode content = root.path("body");
        String text = content.isMissingNode() || content.isNull() ? "" : content.stringValue();
        byte[] body = root.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(text)
                : bytes(text);
        return new HttpApiResponse(status, headers(root, body.length > 0), body);
    }

    private static List<Header> headers(JsonNode root, boolean hasBody) {
        List<Header> headers = new ArrayList<>();
        boolean typed = !hasBody;
        for (Map.Entry<String, JsonNode> header : root.path("headers").properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!SERVERS_OWN.contains(name)) {
                headers.add(checked(HeaderValues.create(header.getKey(),
                        header.getValue().asString())));
            }
            typed |= name.equals("content-type");
        }
        if (!typed) {
            headers.add(TEXT);
        }
        List<String> cookies = new ArrayList<>();
        root.path("cookies").forEach(cookie -> cookies.add(cookie.asString()));
        if (!cookies.isEmpty()) {
            headers.add(checked(HeaderValues.create(HeaderNames.SET_COOKIE, cookies)));
        }
        return headers;
    }

    /** So that no value can break out of its line. */
    private static Header checked(Header header) {
        header.validate();
        return header;
    }

    int status() {
        return status;
    }

    /** Answers a HEAD request with the headers alone: its client would take a body for more. */
    void send(ServerRequest request, ServerResponse response) {
        response.status(Status.create(status));
        headers.forEach(response::header);
        if (WITHOUT_BODY.contains(status)) {
            response.send();
        } else if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length)).send();
        } else {
            response.send(body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
