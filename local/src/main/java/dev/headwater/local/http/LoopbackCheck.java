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

/**
 * Refuses requests from web pages of other sites. Listening on the loopback interface alone does
 * not keep them out, because the browser runs on this machine: any page can send requests blindly,
 * and a page whose domain name resolves to 127.0.0.1 (DNS rebinding) could read the replies too.
 * Requests without an origin, such as for an image, are recognised by {@code Sec-Fetch-Site}.
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
    CallHandler.write(HttpReply.json(403, Map.of("message", refusal)), request, response, callback);
    return true;
  }

  /** The reason for a refusal, or {@code null} if the request may pass. */
  private static @Nullable String refusal(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String uri = request.getHttpURI().getAuthority();
    if (host == null || !isThisMachine(host) || (uri != null && !isThisMachine(uri))) {
      return "Host \"" + host + "\" does not name this machine: use 127.0.0.1.";
    }
    List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    for (String origin : origins) {
      if (!isThisMachine(authority(origin))) {
        return "Web pages of the origin \""
            + origin
            + "\" may not use this service: serve the page from localhost.";
      }
    }
    return origins.isEmpty() && isSubrequestOfOtherSite(request)
        ? "Web pages of other sites may not use this service: serve the page from localhost."
        : null;
  }

  /** Following a link or typing an address navigates with GET, which is allowed. */
  private static boolean isSubrequestOfOtherSite(Request request) {
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
    } catch (IllegalArgumentException notUri) {
      return "";
    }
  }
}
