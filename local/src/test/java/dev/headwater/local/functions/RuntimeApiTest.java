package dev.headwater.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Instances.FailedInitialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {
  private final RuntimeApi api = new RuntimeApi();
  private final RuntimeSession session = new RuntimeSession();
  private final String address = api.open(session);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    session.end(0);
    threads.shutdownNow();
    client.close();
    api.close();
  }

  @Test
  void an_event_has_the_headers_of_lambda() throws Exception {
    var context = InvocationContext.of(Handlers.declare("shop", Handlers.Echo.class));
    Future<HttpResponse<String>> next = threads.submit(() -> get("invocation/next"));
    session.awaitReady();
    Future<Invocation> outcome = exchange(context);

    assertThat(next.get().body()).isEqualTo("{}");
    assertThat(header(next.get(), "Lambda-Runtime-Aws-Request-Id")).isEqualTo(context.requestId());
    assertThat(header(next.get(), "Lambda-Runtime-Invoked-Function-Arn"))
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:shop");
    assertThat(Long.parseLong(header(next.get(), "Lambda-Runtime-Deadline-Ms")))
        .isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 3_000);

    assertThat(post("invocation/another/response", "1").statusCode()).isEqualTo(202);
    assertThat(post("invocation/" + context.requestId() + "/response", "2").statusCode())
        .isEqualTo(202);
    assertThat(outcome.isDone()).isFalse();
    Future<HttpResponse<String>> idle = threads.submit(() -> get("invocation/next"));
    assertThat(outcome.get()).isEqualTo(new Answered("2"));
    assertThat(idle.isDone()).isFalse();
  }

  @Test
  void an_error_that_cannot_be_read_has_the_type_of_its_header() throws Exception {
    var context = InvocationContext.of(Handlers.declare("shop", Handlers.Echo.class));
    Future<Invocation> outcome = exchange(context);
    post("invocation/" + context.requestId() + "/error", "{");
    session.end(1);

    assertThat(outcome.get()).isEqualTo(new Failed("Function.Broken", ""));
  }

  @Test
  void an_initialisation_fails_with_the_error_of_the_runtime() throws Exception {
    post("init/error", "{\"errorType\": \"shop.NoTable\", \"errorMessage\": \"TABLE is not set\"}");
    assertThatThrownBy(session::awaitReady)
        .isInstanceOfSatisfying(
            FailedInitialization.class,
            failed -> assertThat(failed.errorType()).isEqualTo("shop.NoTable"))
        .hasMessage("TABLE is not set");
  }

  @Test
  void a_runtime_cannot_send_without_end() throws Exception {
    for (int sent = 0; sent < 8; sent++) {
      assertThat(post("invocation/0/response", "1").statusCode()).isEqualTo(202);
    }
    assertThat(post("invocation/0/response", "1").statusCode()).isEqualTo(403);
  }

  @Test
  void only_those_who_know_the_address_are_served() throws Exception {
    assertThat(send(HttpRequest.newBuilder(URI.create("http://" + address + "/"))).statusCode())
        .isEqualTo(404);
    api.end(session);
    assertThatThrownBy(() -> get("invocation/next")).isInstanceOf(IOException.class);
  }

  private Future<Invocation> exchange(InvocationContext context) {
    return threads.submit(
        () ->
            session.exchange(
                context.requestId(), RuntimeApi.event(new byte[] {'{', '}'}, context)));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Lambda-Runtime-Function-Error-Type", "Function.Broken")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + "/2018-06-01/runtime/" + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
