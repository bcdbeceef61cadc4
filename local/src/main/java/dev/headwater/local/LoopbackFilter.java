package dev.headwater.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses web pages from elsewhere. A browser runs them on this machine, so the loopback interface
 * alone does not keep them out: a page may send requests without seeing the answers, and with a
 * domain name that it has point here it would see those too.
 */
final class LoopbackFilter implements Filter {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String host = request.authority();
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse(null);
        if (!isThisMachine(host)) {
            refuse(response, "The host \"" + host + "\" is not this machine: use 127.0.0.1.");
        } else if (origin != null && !isThisMachine(authority(origin))) {
            refuse(response, "A web page of the origin \"" + origin
                    + "\" may not use this service: serve it from localhost.");
        } else {
            chain.proceed();
        }
    }

    private static boolean isThisMachine(String authority) {
        return THIS_MACHINE.contains(
                authority.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException noUri) {
            return "";
        }
    }

    private static void refuse(RoutingResponse response, String message) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("message", message));
        response.status(Status.FORBIDDEN_403)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(body.getBytes(StandardCharsets.UTF_8));
    }
}
