package dev.headwater.service.functions;

import dev.headwater.eventbridge.QueueConsumer;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.projection.Projector;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.functions.internal.priming.EventSamples;
import dev.headwater.service.functions.internal.priming.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Projects events from its queue into a view or a search index: the projection that the environment
 * variable {@code PROJECTION} names.
 */
public final class ProjectorFunction extends ServiceFunction {
  /** Covers the read and the save in progress at the deadline, and the calls to SQS. */
  private static final int VIEW_MARGIN_MILLIS = 20_000;

  /**
   * Covers what may follow the deadline: the rest of a log read (5 s), a save (7 s) that may begin
   * late ({@link SelfCreatingIndex#BUDGET}, 3 s), a call to the dead-letter queue (5 s), and 2 s
   * for making messages visible again. Loading views takes no longer than a save.
   */
  private static final int SEARCH_MARGIN_MILLIS = 22_000;

  public ProjectorFunction() {
    this(System.getenv());
  }

  /**
   * A function with this environment.
   *
   * @throws IllegalStateException if the environment or the views table is refused; the message
   *     says what to change
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not return the table's number
   *     of list shards
   */
  public ProjectorFunction(Map<String, String> variables) {
    super(variables, ProjectorFunction::work, ProjectorFunction::samples);
  }

  private static List<Sample> samples(ServiceRuntime runtime, Consumer<String> leftOut) {
    String projection = runtime.environment().settings().text(Environment.PROJECTION);
    Service service = runtime.service();
    return service.views().stream()
        .filter(view -> view.name().equals(projection) || isSearch(view, projection))
        .flatMap(view -> EventSamples.ofProjector(view, service.eventIds(), leftOut).stream())
        .toList();
  }

  private static boolean isSearch(View<?, ?> view, String projection) {
    return view.search() != null && view.search().projection().equals(projection);
  }

  private static Work work(ServiceRuntime runtime) {
    String projection = runtime.environment().settings().text(Environment.PROJECTION);
    QueueUrls queues = runtime.environment().queueUrls();
    List<String> names = new ArrayList<>();
    for (View<?, ?> view : runtime.service().views()) {
      if (view.name().equals(projection)) {
        return work(runtime, queues, runtime.projector(view), VIEW_MARGIN_MILLIS);
      }
      names.add(view.name());
      if (view.search() != null) {
        if (isSearch(view, projection)) {
          return work(runtime, queues, runtime.searchProjector(view), SEARCH_MARGIN_MILLIS);
        }
        names.add(view.search().projection());
      }
    }
    throw new IllegalStateException(
        "The environment variable "
            + Environment.PROJECTION
            + " names no projection of the service; there are "
            + names);
  }

  private static Work work(
      ServiceRuntime runtime, QueueUrls queues, Projector<?, ?> projector, int marginMillis) {
    QueueConsumer consumer =
        new QueueConsumer(projector, runtime.clients().sqs(), queues, runtime.host());
    return new Work(marginMillis, consumer::handle);
  }
}
