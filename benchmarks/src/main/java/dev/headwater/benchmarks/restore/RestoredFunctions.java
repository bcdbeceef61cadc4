package dev.headwater.benchmarks.restore;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.benchmarks.harness.TlsKey;
import dev.headwater.benchmarks.restore.ServedCustomers.Stack;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.testsupport.RestoredFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions of a stack whose services are behind TLS, with credentials as a restored one has. */
final class RestoredFunctions implements AutoCloseable {
  private final List<TlsProxy> proxies = new ArrayList<>();
  private final Map<String, String> endpoints = new HashMap<>();
  private final HttpServer credentials;
  private final Stack stack;
  private final List<String> javaOptions;
  private final CpuQuota quota;

  private RestoredFunctions(
      Stack stack, HttpServer credentials, List<String> javaOptions, CpuQuota quota) {
    this.stack = stack;
    this.credentials = credentials;
    this.javaOptions = javaOptions;
    this.quota = quota;
  }

  static RestoredFunctions of(Stack stack, TlsKey key, CpuQuota quota) throws IOException {
    List<String> options =
        key.trust().entrySet().stream()
            .map(property -> "-D" + property.getKey() + "=" + property.getValue())
            .toList();
    var functions = new RestoredFunctions(stack, credentials(), options, quota);
    try {
      for (Map.Entry<String, URI> service : stack.services().entrySet()) {
        functions.add(service.getKey(), TlsProxy.of(service.getValue(), key));
      }
      return functions;
    } catch (IOException | RuntimeException | Error e) {
      functions.close();
      throw e;
    }
  }

  private void add(String service, TlsProxy proxy) {
    proxies.add(proxy);
    endpoints.put("AWS_ENDPOINT_URL_" + service, proxy.uri().toString());
  }

  /** The server that gives a restored function its credentials. */
  private static HttpServer credentials() throws IOException {
    byte[] answer =
        """
        {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "token",
          "Expiration": "2099-01-01T00:00:00Z"}\
        """
            .formatted(LocalCredentials.ACCESS_KEY_ID, LocalCredentials.SECRET_ACCESS_KEY)
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }

  /** A function that waits for its first request, on a limited processor since the snapshot. */
  RestoredFunction restore(FirstRequest request) throws IOException {
    RestoredFunction function =
        RestoredFunction.start(
            request.handler().getName(), environment(request.function()), javaOptions);
    try {
      quota.limit(function.pid());
      function.restore();
      return function;
    } catch (IOException | RuntimeException | Error e) {
      function.close();
      throw e;
    }
  }

  /** Waits until an idle function has its full share of the processor again. */
  void awaitFullShare() throws IOException {
    quota.awaitFull();
  }

  private Map<String, String> environment(String function) {
    Map<String, String> all = new HashMap<>(stack.environments().get(function));
    all.putAll(endpoints);
    all.put("AWS_REGION", LocalArn.REGION);
    all.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + credentials.getAddress().getPort() + "/");
    all.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
    return all;
  }

  @Override
  public void close() {
    proxies.forEach(TlsProxy::close);
    credentials.stop(0);
  }
}
