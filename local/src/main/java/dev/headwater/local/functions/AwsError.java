package dev.headwater.local.functions;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** An error as the SDK clients read it. */
record AwsError(String type, String body) {
    static final HeaderName TYPE_HEADER = HeaderNames.create("x-amzn-ErrorType");

    /** In the JSON protocol of EventBridge. */
    static AwsError json(String type, String message) {
        return of(type, Map.of("__type", type, "message", message));
    }

    /** In the REST protocol of Lambda. */
    static AwsError lambda(String type, String message) {
        return of(type, Map.of("Type", "User", "Message", message));
    }

    private static AwsError of(String type, Map<String, String> content) {
        return new AwsError(type, JsonMapper.shared().writeValueAsString(content));
    }

    void send(ServerResponse response, Status status) {
        response.status(status)
                .header(TYPE_HEADER, type)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(body.getBytes(StandardCharsets.UTF_8));
    }
}
