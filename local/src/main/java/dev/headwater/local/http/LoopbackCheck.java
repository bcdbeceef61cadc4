package dev.headwater.local.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses web pages from elsewhere. A browser runs them on this machine, so the loopback interface
 * alone does not keep them out: a page may send requests without seeing the answers, and with a
 * domain name that it has point here it would see those too. A request that a page makes without an
 * origin, for a picture or by a link, is known by {@code Sec-Fetch-Site}.
 */
public final class LoopbackCheck extends Handler.Wrapper {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final String FETCH_MODE = "Sec-Fetch-Mode";

  public LoopbackCheck(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String refusal = refusal(request);
    if (refusal == null) {
      return super.handle(request, response, callback);
    }
    new RequestBody(request).skip(response);
    CallHandler.write(
        HttpReply.of(
            403,
            "application/json",
            JsonMapper.shared().writeValueAsString(Map.of("message", refusal))),
        request,
        response,
        callback);
    return true;
  }

  /** {@code null} when the request may pass. */
  private static @Nullable String refusal(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String uri = request.getHttpURI().getAuthority();
    if (host == null || !isThisMachine(host) || (uri != null && !isThisMachine(uri))) {
      return "The host \"" + host + "\" is not this machine: use 127.0.0.1.";
    }
    List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    for (String origin : origins) {
      if (!isThisMachine(authority(origin))) {
        return "A web page of the origin \""
            + origin
            + "\" may not use this service: serve it from localhost.";
      }
    }
    return origins.isEmpty() && isHiddenInForeignPage(request)
        ? "A web page of another site may not use this service: serve it from localhost."
        : null;
  }

  /** A user who follows a link or types an address comes by navigation with GET. */
  private static boolean isHiddenInForeignPage(Request request) {
    return "cross-site".equals(request.getHeaders().get(FETCH_SITE))
        && !("navigate".equals(request.getHeaders().get(FETCH_MODE))
            && HttpMethod.GET.is(request.getMethod()));
  }

  private static boolean isThisMachine(String authority) {
    return THIS_MACHINE.contains(PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT));
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException noUri) {
      return "";
    }
  }
}
