package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.customers.RecordingProxy.Request;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.service.functions.RelayFunction;
import dev.headwater.testsupport.RestoredFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What functions do around a snapshot, with AWS's runtime interface client. */
class PrimingTest {
  private static final String SAMPLE = "headwater-priming";
  private static final String REGISTRATION =
      JsonMapper.shared().writeValueAsString(FunctionCalls.registrations(List.of("ada")));
  private static final Set<String> READS =
      Set.of("BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan");

  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final RecordingProxy toDynamoDb = RecordingProxy.of(dynamoDb.endpoint());
  private final RecordingProxy toSearch = RecordingProxy.of(openSearch.endpoint());
  private final RecordedBus bus = RecordedBus.start();
  private final AtomicInteger fetched = new AtomicInteger();
  private final HttpServer credentials;
  private final Map<String, String> environment;

  PrimingTest() throws IOException {
    dynamoDb.create(template.declared());
    credentials = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    credentials.createContext(
        "/",
        exchange -> {
          fetched.incrementAndGet();
          byte[] keys =
              ("{\"AccessKeyId\": \"key\", \"SecretAccessKey\": \"secret\", \"Token\": \"token\","
                      + " \"Expiration\": \"2099-01-01T00:00:00Z\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    credentials.start();
    environment = environment();
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(FunctionCalls.environment(toSearch.uri()));
    all.remove("AWS_ACCESS_KEY_ID");
    all.remove("AWS_SECRET_ACCESS_KEY");
    all.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + credentials.getAddress().getPort() + "/");
    all.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
    all.put("AWS_ENDPOINT_URL_DYNAMODB", toDynamoDb.uri().toString());
    all.put("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.uri().toString());
    all.put("EVENT_BUS_NAME", "bus");
    all.put("EVENT_SOURCE_NAME", "customers");
    all.put("PARKED_COMMITS_QUEUE_URL", "http://127.0.0.1:1/parked");
    all.putAll(template.variables());
    return all;
  }

  @AfterEach
  void stop() {
    credentials.stop(0);
    bus.close();
    toSearch.close();
    toDynamoDb.close();
    openSearch.close();
    dynamoDb.close();
  }

  @Test
  void commands() throws IOException {
    try (var function = start(CommandFunction.class)) {
      assertPrimed(function, "Query");
      restore(function);
      assertThat(asked(toDynamoDb)).isEqualTo("GET /");
      assertThat(
              invoke(
                  function,
                  "RegisterCustomer",
                  Map.of("customerId", "ada", "email", "ada@example.com", "name", "Ada")))
          .contains("\"statusCode\":200");
    }
  }

  @Test
  void queries() throws IOException {
    try (var function = start(QueryFunction.class)) {
      assertPrimed(function, "GetItem", "Query");
      assertThat(toSearch.requests())
          .extracting(Request::path)
          .anyMatch(p -> p.endsWith("_search"));
      restore(function);
      assertThat(asked(toDynamoDb)).isEqualTo("GET /");
      assertThat(asked(toSearch)).isEqualTo("GET /");
      assertThat(function.invoke("{\"queryType\": \"GetActiveCustomers\"}"))
          .contains("\"statusCode\":200");
    }
  }

  @Test
  void the_relay() throws IOException {
    try (var function = start(RelayFunction.class)) {
      assertPrimed(function);
      restore(function);
      assertThat(bus.details()).isEmpty();
      assertThat(function.invoke("{\"Records\": []}")).contains("batchItemFailures");
    }
  }

  @Test
  void the_projectors() throws IOException {
    try (var function = start(ProjectorFunction.class)) {
      assertPrimed(function, "BatchGetItem");
      restore(function);
      assertThat(function.invoke(REGISTRATION)).isEqualTo(FunctionCalls.DONE);
    }
    environment.put("PROJECTION", "customer-search");
    try (var function = start(ProjectorFunction.class)) {
      assertPrimed(function);
      assertThat(toSearch.requests())
          .noneMatch(each -> each.method().equals("PUT") || each.path().endsWith("_bulk"))
          .anyMatch(each -> each.path().endsWith("_mget") && each.body().contains(SAMPLE));
      int before = toSearch.requests().size();
      restore(function);
      assertThat(toSearch.requests().stream().skip(before))
          .as("the index is created")
          .anyMatch(each -> each.method().equals("PUT"));
      int restored = toSearch.requests().size();
      assertThat(function.invoke(REGISTRATION)).isEqualTo(FunctionCalls.DONE);
      assertThat(toSearch.requests().stream().skip(restored))
          .as("it is not checked again")
          .isNotEmpty()
          .extracting(Request::path)
          .allMatch(path -> path.endsWith("_mget") || path.endsWith("_bulk"));
    }
  }

  @Test
  void operations() throws IOException {
    try (var function = start(OperationsFunction.class)) {
      assertPrimed(function, "DescribeTable");
      restore(function);
      assertThat(function.invoke("{\"operation\": \"status\"}")).contains("\"tables\"");
    }
  }

  private RestoredFunction start(Class<?> handler) throws IOException {
    return RestoredFunction.start(handler.getName(), environment);
  }

  private void restore(RestoredFunction function) throws IOException {
    int before = fetched.get();
    assertThat(before).isPositive();
    function.restore();
    assertThat(fetched).hasValue(before + 1);
  }

  /** Nothing but what the start itself writes is in a table, and nothing was left out. */
  private void assertPrimed(RestoredFunction function, String... operations) {
    assertThat(function.log())
        .anyMatch(
            line ->
                line.matches(
                    "INFO .*: Primed in \\d+ ms with \\d+ rehearsals: \\d+ reads sent, \\d+ writes"
                        + " answered here"))
        .noneMatch(line -> line.matches("(WARNING|SEVERE)\\b.*"));
    List<Request> ofSamples =
        toDynamoDb.requests().stream().filter(each -> each.body().contains(SAMPLE)).toList();
    assertThat(ofSamples).extracting(PrimingTest::operation).isSubsetOf(READS);
    assertThat(toDynamoDb.requests())
        .extracting(PrimingTest::operation)
        .containsAll(List.of(operations));
    assertThat(keys()).noneMatch(key -> key.contains(SAMPLE));
  }

  private Set<String> keys() {
    return template.declared().stream()
        .flatMap(
            table ->
                dynamoDb.client().scan(scan -> scan.tableName(table.tableName())).items().stream())
        .map(Map::toString)
        .collect(Collectors.toSet());
  }

  private static String operation(Request request) {
    return request.operation().replaceFirst(".*\\.", "");
  }

  private static String asked(RecordingProxy proxy) {
    Request last = proxy.requests().getLast();
    return last.method() + ' ' + last.path();
  }

  private static String invoke(RestoredFunction function, String type, Map<String, String> payload)
      throws IOException {
    return function.invoke(
        JsonMapper.shared().writeValueAsString(Map.of("commandType", type, "payload", payload)));
  }
}
