package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.testsupport.OpenSearchServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares searches through the query function with the same queries sent raw. */
public final class SearchBenchmark implements Benchmark {
  /** Milliseconds. */
  private static final Goal MORE = new Goal.AtMost(0.2);

  private static final Goal GOAL = new Goal.AtMost(1.2);

  /** How often a round repeats all searches: of only 500, the p99 would be the fifth longest. */
  private static final int PASSES = 4;

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String purpose() {
    return "searches through the query function ÷ the same queries sent raw to OpenSearch";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    ServiceTemplate template = settings.template();
    try (OpenSearchServer server = settings.startOpenSearch()) {
      SearchIndex index = SearchIndex.create(server.endpoint(), SearchIndex.ALIAS);
      index.fill(settings.customers());
      QueryCalls calls = QueryCalls.ofSearch(template, server.endpoint());
      Map<PatternKind, SearchRequests> requests = new EnumMap<>(PatternKind.class);
      for (PatternKind kind : PatternKind.values()) {
        requests.put(kind, SearchRequests.of(kind, template, settings.customers()));
        check(requests.get(kind), calls, index);
      }
      // All kinds share code: the first would be measured while that is still being compiled.
      Rounds rounds = settings.rounds();
      for (var each : requests.entrySet()) {
        compare("warm up " + each.getKey(), rounds.warmUp(), each.getValue(), calls, index);
      }
      List<Figure> figures = new ArrayList<>();
      for (var each : requests.entrySet()) {
        String name = "search, " + each.getKey();
        Comparison compared = compare(name, rounds.warm(), each.getValue(), calls, index);
        figures.add(Figure.ratio(name + ", p50", compared, Sample::p50, "ms", GOAL));
        figures.add(Figure.difference(name + ", p50, ms more", compared, Sample::p50, "ms", MORE));
        figures.add(Figure.ratio(name + ", p99", compared, Sample::p99, "ms", GOAL));
      }
      return Report.of(figures);
    }
  }

  private static Comparison compare(
      String task, Rounds rounds, SearchRequests requests, QueryCalls calls, SearchIndex index)
      throws IOException {
    return rounds.compare(
        task,
        _ ->
            Sample.of(PASSES, requests.size(), number -> calls.call(requests.events().get(number))),
        _ ->
            Sample.of(
                PASSES,
                requests.size(),
                number -> requests.posts().get(number).send(index.endpoint())));
  }

  /** Makes sure that both sides find the same: otherwise they are not comparable. */
  private static void check(SearchRequests requests, QueryCalls calls, SearchIndex index)
      throws IOException {
    for (int number = 0; number < requests.size(); number++) {
      JsonNode items = calls.body(requests.events().get(number)).path("items");
      JsonNode hits =
          JsonMapper.shared()
              .readTree(requests.posts().get(number).send(index.endpoint()))
              .at("/hits/hits");
      int shown = Math.min(hits.size(), PatternKind.PAGE);
      if (hits.isEmpty() || items.size() != shown) {
        throw new IOException(
            "The function finds "
                + items.size()
                + " customers, and the same query sent raw "
                + hits.size());
      }
    }
  }
}
