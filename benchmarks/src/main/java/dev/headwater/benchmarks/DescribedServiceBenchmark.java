package dev.headwater.benchmarks;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.ThreadMXBean;
import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.customers.Customers;
import dev.headwater.customers.api.CustomerIds;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.host.Host;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.http.RequestServer;
import dev.headwater.service.memory.InMemoryService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the described customer service with the hand-written one. */
public final class DescribedServiceBenchmark implements Benchmark {
  private static final int CALLS = 1_000;
  private static final int IN_MEMORY_CALLS = 5_000;
  private static final int CUSTOMERS = 200;
  private static final int FRESH_JVMS = 15;
  private static final Goal P50 = new Goal.AtMost(1.05);
  private static final Goal IN_MEMORY = new Goal.AtMost(1.1);
  private static final Goal ALLOCATED = new Goal.AtMost(1.15);
  private static final Goal COLD = new Goal.AtMost(1.1);
  private static final Instant NO_DEADLINE = Instant.parse("2100-01-01T00:00:00Z");

  @Override
  public String name() {
    return "described";
  }

  @Override
  public String purpose() {
    return "the described customer service ÷ the hand-written one";
  }

  /** A fresh JVM: registers one customer, and says how long that took since its start. */
  public static void main(String[] arguments) throws IOException {
    ServiceTemplate template = ServiceTemplate.read(Path.of(arguments[0]));
    Map<String, String> environment =
        template.environment(
            "CommandFunction", Map.of("DYNAMODB", java.net.URI.create(arguments[1])));
    RequestStreamHandler function =
        arguments[2].equals("described")
            ? new dev.headwater.service.functions.CommandFunction(environment)
            : new dev.headwater.customers.CommandFunction(environment);
    byte[] answer = call(function, template, register(Long.toString(System.nanoTime()), 0));
    if (!new String(answer, StandardCharsets.UTF_8).startsWith("{\"statusCode\":201")) {
      throw new IOException(new String(answer, StandardCharsets.UTF_8));
    }
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(System.currentTimeMillis() - started);
  }

  @Override
  public Report run(Settings settings) throws IOException {
    List<Figure> figures = new ArrayList<>();
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile())) {
      var endpoints = Map.of("DYNAMODB", server.endpoint());
      ServiceTemplate template = settings.template();
      var commands = template.environment("CommandFunction", endpoints);
      var queries = template.environment("QueryFunction", endpoints);
      queries.remove("SEARCH_ENDPOINT");
      RequestStreamHandler command = new dev.headwater.service.functions.CommandFunction(commands);
      RequestStreamHandler handCommand = new dev.headwater.customers.CommandFunction(commands);
      RequestStreamHandler query = new dev.headwater.service.functions.QueryFunction(queries);
      RequestStreamHandler handQuery = new dev.headwater.customers.QueryFunction(queries);
      Call ours = event -> call(command, template, event);
      Call theirs = event -> call(handCommand, template, event);
      for (int id = 0; id < CUSTOMERS; id++) {
        ours.answer(register("a" + id, 0));
        theirs.answer(register("b" + id, 0));
      }
      try (var client = server.client()) {
        fillViews(client, queries.getOrDefault("READ_MODEL_TABLE", ""));
      }
      figures.add(
          Figure.ratio(
              "command over DynamoDB Local, p50",
              compare(
                  settings.rounds(), CALLS, "commands", ours, theirs, updates("a"), updates("b")),
              Sample::p50,
              "ms",
              P50));
      Call ourQuery = event -> call(query, template, event);
      Call theirQuery = event -> call(handQuery, template, event);
      figures.add(
          Figure.ratio(
              "look-up over DynamoDB Local, p50",
              compare(
                  settings.rounds(), CALLS, "look-ups", ourQuery, theirQuery, lookUps(), lookUps()),
              Sample::p50,
              "ms",
              P50));
      figures.add(
          Figure.ratio(
              "list over DynamoDB Local, p50",
              compare(
                  settings.rounds(), CALLS / 4, "lists", ourQuery, theirQuery, lists(), lists()),
              Sample::p50,
              "ms",
              P50));
      figures.add(cold(settings, server.endpoint().toString()));
    }
    inMemory(settings, figures);
    return Report.of(figures);
  }

  private static void fillViews(
      software.amazon.awssdk.services.dynamodb.DynamoDbClient client, String table) {
    fill(client, table);
  }

  private static void fill(
      software.amazon.awssdk.services.dynamodb.DynamoDbClient client, String table) {
    var store =
        new dev.headwater.dynamodb.views.DynamoDbViewStore<>(
            client,
            new dev.headwater.dynamodb.views.ViewTable(table, 4),
            new dev.headwater.customers.view.CustomerViewFormat(),
            Host.system());
    for (int id = 0; id < CUSTOMERS; id++) {
      store.save(
          List.of(
              new dev.headwater.projection.ViewStore.ViewChange<>(
                  "a" + id,
                  0,
                  new dev.headwater.projection.VersionedView<>(
                      1,
                      new CustomerView(
                          "a" + id,
                          "anna." + id + "@mail.example",
                          "Anna Maria Smith",
                          dev.headwater.customers.view.CustomerStatus.ACTIVE,
                          Instant.parse("2026-01-01T00:00:00Z").plusMillis(id),
                          Instant.parse("2026-01-01T00:00:00Z"),
                          null)))));
    }
  }

  @SuppressWarnings("unchecked")
  private static void inMemory(Settings settings, List<Figure> figures) throws IOException {
    Service described = new Customers().describe();
    var aggregate =
        (Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>)
            described.aggregates().getFirst();
    var view = (View<CustomerView, CustomerEvent>) described.views().getFirst();
    InMemoryService a = service(described);
    InMemoryService b = service(described);
    Call ourCommand = serve(a.commands());
    Call theirCommand =
        serve(
            new RequestServer(
                new dev.headwater.customers.api.CommandApi(
                    b.commandHandler(aggregate), new CustomerIds(new SecureRandom()))));
    Call ourQuery = serve(a.queries());
    Call theirQuery =
        serve(
            new RequestServer(
                new dev.headwater.customers.api.QueryApi(
                    b.views(view), b.log(aggregate), b.index(view))));
    for (int id = 0; id < CUSTOMERS; id++) {
      ourCommand.answer(register("a" + id, 0));
      theirCommand.answer(register("a" + id, 0));
    }
    a.project();
    b.project();
    inMemory(settings, figures, "command", ourCommand, theirCommand, updates("a"));
    inMemory(settings, figures, "look-up", ourQuery, theirQuery, lookUps());
    inMemory(settings, figures, "list", ourQuery, theirQuery, lists());
    inMemory(settings, figures, "search", ourQuery, theirQuery, searches());
  }

  private static InMemoryService service(Service described) {
    return new InMemoryService(
        described,
        new dev.headwater.service.Settings(Map.of("UNIQUE_EMAIL", "false")),
        Host.system());
  }

  private static void inMemory(
      Settings settings, List<Figure> figures, String what, Call ours, Call theirs, Events events)
      throws IOException {
    int calls =
        what.equals("list") || what.equals("search") ? IN_MEMORY_CALLS / 5 : IN_MEMORY_CALLS;
    figures.add(
        Figure.ratio(
            what + " in memory, p50",
            compare(settings.rounds(), calls, what + "s in memory", ours, theirs, events, events),
            Sample::p50,
            "ms",
            IN_MEMORY));
    double ratio = allocated(ours, events) / allocated(theirs, events);
    figures.add(
        new Figure(what + " in memory, allocated", Figure.number(ratio), "", ratio, ALLOCATED));
  }

  private static double allocated(Call call, Events events) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<byte[]> requests = new ArrayList<>();
    for (int number = 0; number < CALLS; number++) {
      requests.add(events.of(1_000_000 + number));
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (byte[] request : requests) {
      call.answer(request);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static Comparison compare(
      Rounds rounds, int calls, String task, Call ours, Call theirs, Events a, Events b)
      throws IOException {
    return rounds.compare(
        task, round -> sample(ours, a, calls, round), round -> sample(theirs, b, calls, round));
  }

  private static Sample sample(Call call, Events events, int calls, int round) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (int number = 0; number < calls; number++) {
      requests.add(events.of(round * calls + number));
    }
    return Sample.of(calls, number -> call.answer(requests.get(number)));
  }

  private static Figure cold(Settings settings, String endpoint) throws IOException {
    Rounds rounds = new Rounds(1, FRESH_JVMS);
    Comparison compared =
        rounds.compare(
            "fresh JVMs",
            round -> fresh(settings, endpoint, "described"),
            round -> fresh(settings, endpoint, "hand-written"));
    return Figure.ratio("first command of a fresh JVM", compared, Sample::p50, "ms", COLD);
  }

  private static Sample fresh(Settings settings, String endpoint, String side) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DescribedServiceBenchmark.class.getName(),
                settings.templateFile().toString(),
                endpoint,
                side)
            .redirectError(Redirect.DISCARD)
            .start();
    String millis = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Sample(Long.parseLong(millis.strip()) * 1_000_000);
  }

  private static Call serve(RequestServer server) {
    return event -> {
      ByteArrayOutputStream output = new ByteArrayOutputStream(1024);
      server.serve(new ByteArrayInputStream(event), output, NO_DEADLINE, fault -> {});
      return output.toByteArray();
    };
  }

  private static byte[] call(RequestStreamHandler function, ServiceTemplate template, byte[] event)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream(1024);
    function.handleRequest(
        new ByteArrayInputStream(event),
        output,
        InvocationContext.of(template.function("CommandFunction")));
    return output.toByteArray();
  }

  private static Events updates(String prefix) {
    return number ->
        http(
            "PUT /customers/{id}/email",
            prefix + number % CUSTOMERS,
            Map.of(),
            "{\"newEmail\":\"anna." + number + "@mail.example\"}");
  }

  private static byte[] register(String id, int number) {
    return http(
        "POST /customers",
        null,
        Map.of(),
        "{\"customerId\":\""
            + id
            + "\",\"email\":\"anna."
            + id
            + number
            + "@mail.example\",\"name\":\"Anna Maria Smith\"}");
  }

  private static Events lookUps() {
    return number -> http("GET /customers/{id}", "a" + number % CUSTOMERS, Map.of(), "");
  }

  private static Events lists() {
    return number -> http("GET /customers", null, Map.of("status", "ACTIVE", "limit", "20"), "");
  }

  private static Events searches() {
    return number ->
        http(
            "GET /customers",
            null,
            Map.of("email", "anna." + number % 10 + "*", "limit", "20"),
            "");
  }

  private static byte[] http(
      String route,
      @org.jspecify.annotations.Nullable String id,
      Map<String, String> query,
      String body) {
    var event =
        new tools.jackson.databind.json.JsonMapper()
            .createObjectNode()
            .put("version", "2.0")
            .put("routeKey", route)
            .put("body", body)
            .put("isBase64Encoded", false);
    if (id != null) {
      event.putObject("pathParameters").put("id", id);
    }
    var parameters = event.putObject("queryStringParameters");
    query.forEach(parameters::put);
    event.putObject("headers").put("content-type", "application/json");
    event.putObject("requestContext").put("requestId", "r").putObject("http").put("method", "X");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private interface Call {
    byte[] answer(byte[] event) throws IOException;
  }

  private interface Events {
    byte[] of(int number);
  }
}
