package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.RequestRecorder;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;

/** Compares pages of a list through the query function with raw queries to the same shards. */
public final class ListBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtMost(1.2);

  /** Milliseconds. */
  private static final Goal MORE = new Goal.AtMost(0.2);

  private static final int CUSTOMERS = 10_000;
  private static final int PAGE = 50;
  private static final int PAGES = 100;

  /** How often a round repeats all pages: of only 100, the p99 would be the second longest. */
  private static final int PASSES = 5;

  private static final int SAVED_AT_ONCE = 100;

  @Override
  public String name() {
    return "lists";
  }

  @Override
  public String purpose() {
    return "pages of " + PAGE + " through the query function ÷ raw queries of the same shards";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    ServiceTemplate template = settings.template();
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      fill(template, client);
      QueryCalls calls = calls(template, server.endpoint());
      List<byte[]> events = events(calls);
      List<RawQueries> queries = queries(template, events);
      for (RawQueries page : queries) {
        if (page.send(client, threads) < PAGE) {
          throw new IOException("Both sides do not find the same");
        }
      }
      Comparison compared =
          settings
              .rounds()
              .compare(
                  "list pages of " + PAGE,
                  _ -> Sample.of(PASSES, PAGES, page -> calls.call(events.get(page))),
                  _ -> Sample.of(PASSES, PAGES, page -> queries.get(page).send(client, threads)));
      String what = "list page of " + PAGE + ", ";
      return Report.of(
          List.of(
              Figure.ratio(what + "p50", compared, Sample::p50, "ms", GOAL),
              Figure.difference(what + "p50, ms more", compared, Sample::p50, "ms", MORE),
              Figure.ratio(what + "p99", compared, Sample::p99, "ms", GOAL)));
    }
  }

  private static void fill(ServiceTemplate template, DynamoDbClient client) throws IOException {
    Map<String, String> environment = template.environment("QueryFunction", Map.of());
    ViewTable table =
        new ViewTable(
            environment.getOrDefault("READ_MODEL_TABLE_CUSTOMER_VIEW", ""),
            Integer.parseInt(environment.getOrDefault("LIST_SHARDS", "")));
    SearchIndex.fill(
        "store " + CUSTOMERS + " customers",
        new DynamoDbViewStore<>(client, table, DescribedCustomers.VIEW.viewFormat(), Host.system()),
        CUSTOMERS,
        SAVED_AT_ONCE);
  }

  private static QueryCalls calls(ServiceTemplate template, URI endpoint) {
    return new QueryCalls(template, Map.of("DYNAMODB", endpoint));
  }

  /** Reads page after page, each with the cursor of the previous one. */
  private static List<byte[]> events(QueryCalls calls) throws IOException {
    List<byte[]> events = new ArrayList<>();
    Map<String, String> parameters =
        new HashMap<>(Map.of("status", "ACTIVE", "limit", Integer.toString(PAGE)));
    while (events.size() < PAGES) {
      byte[] event = QueryCalls.getCustomers(parameters);
      JsonNode page = calls.body(event);
      if (page.path("items").size() != PAGE) {
        throw new IOException("A page has " + page.path("items").size() + " customers");
      }
      events.add(event);
      parameters.put("cursor", page.path("nextCursor").asString());
    }
    return events;
  }

  /** The queries that the function sends for each event. */
  private static List<RawQueries> queries(ServiceTemplate template, List<byte[]> events)
      throws IOException {
    List<RawQueries> queries = new ArrayList<>();
    try (RequestRecorder recorder = RequestRecorder.start()) {
      QueryCalls calls = calls(template, recorder.endpoint());
      recorder.take(); // the start checks the views table
      for (byte[] event : events) {
        calls.call(event);
        queries.add(RawQueries.of(recorder.take()));
      }
    }
    return queries;
  }
}
