package dev.headwater.service.functions;

import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.api.QueryApi;
import dev.headwater.service.functions.internal.priming.RequestSamples;
import dev.headwater.service.functions.internal.priming.Sample;
import dev.headwater.service.http.RequestServer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Answers the queries of a service, over HTTP or by direct invoke, from the views, the search index
 * and the log.
 */
public final class QueryFunction extends ServiceFunction {
  /** Covers the call in progress at the deadline. */
  private static final int MARGIN_MILLIS = 6_000;

  public QueryFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the environment or a views table is refused; the message says
   *     what to change
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not return a table's number of
   *     list shards
   */
  public QueryFunction(Map<String, String> variables) {
    super(variables, QueryFunction::work, QueryFunction::samples);
  }

  private static List<Sample> samples(ServiceRuntime parts, Consumer<String> leftOut) {
    Settings settings = parts.environment().settings();
    for (View<?, ?> view : parts.service().queriedViews(settings)) {
      parts.storeSample(view, leftOut);
    }
    return RequestSamples.ofQueries(parts.service(), settings, leftOut);
  }

  private static Work work(ServiceRuntime runtime) {
    QueryApi api =
        new QueryApi(runtime.service(), runtime.environment().settings(), runtime, runtime.host());
    RequestServer server = new RequestServer(api);
    return new Work(
        MARGIN_MILLIS,
        (input, output, deadline, metrics) -> {
          server.serve(input, output, deadline, metrics::misconfigured);
          api.foreignViews().report(metrics::refolded);
        });
  }
}
