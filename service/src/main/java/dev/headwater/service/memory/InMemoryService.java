package dev.headwater.service.memory;

import dev.headwater.CommandHandler;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.Host;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.api.CommandApi;
import dev.headwater.service.api.CommandApi.CommandHandlers;
import dev.headwater.service.api.QueryApi;
import dev.headwater.service.api.QueryStores;
import dev.headwater.service.http.RequestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A described service in memory, for tests and prototypes: requests are read, handled, projected
 * and answered by the same code as in the functions; only the stores are others. Nothing is
 * published, so views stay as they are until {@link #project()} is called.
 *
 * <p>Thread-safe.
 */
public final class InMemoryService implements CommandHandlers, QueryStores {
  private final Map<String, InMemoryAggregate<?, ?, ?, ?>> aggregates = new LinkedHashMap<>();
  private final Map<String, InMemoryView<?, ?>> views = new LinkedHashMap<>();
  private final Service service;
  private final RequestServer commands;
  private final RequestServer queries;

  /**
   * An empty service.
   *
   * @param settings for the deciders, and which views are queried
   */
  public InMemoryService(Service service, Settings settings, Host host) {
    this.service = service;
    service
        .aggregates()
        .forEach(
            aggregate ->
                aggregates.put(
                    aggregate.category(), new InMemoryAggregate<>(aggregate, settings, host)));
    service.views().forEach(view -> views.put(view.name(), of(view, host)));
    commands = new RequestServer(new CommandApi(service, this, host));
    queries = new RequestServer(new QueryApi(service, settings, this, host));
  }

  private <V, E> InMemoryView<V, E> of(View<V, E> view, Host host) {
    return new InMemoryView<>(view, log(view.aggregate()), host);
  }

  /** Serves what the command function does. */
  public RequestServer commands() {
    return commands;
  }

  /** Serves what the query function does. */
  public RequestServer queries() {
    return queries;
  }

  /**
   * Brings the views up to date.
   *
   * @throws IllegalStateException if an event cannot be projected; the message says why
   */
  public synchronized void project() {
    aggregates.values().forEach(aggregate -> aggregate.publish(this::project));
  }

  private void project(Commit<EncodedEvent> commit) {
    List<RecordedEvent<EncodedEvent>> events = commit.recordedEvents();
    service.views().stream()
        .filter(view -> view.aggregate().category().equals(commit.stream().category()))
        .forEach(view -> known(views, view.name()).project(events));
  }

  @Override
  @SuppressWarnings("unchecked") // the category of an aggregate stands for its types
  public <C, S, E, R> CommandHandler<C, S, E, R> commandHandler(Aggregate<C, S, E, R> aggregate) {
    return ((InMemoryAggregate<C, S, E, R>) known(aggregates, aggregate.category())).handler();
  }

  @Override
  @SuppressWarnings("unchecked") // the category of an aggregate stands for its types
  public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
    return (InMemoryAggregate<?, ?, E, ?>) known(aggregates, aggregate.category());
  }

  @Override
  @SuppressWarnings("unchecked") // the name of a view stands for its type
  public <V> ViewReader<V> views(View<V, ?> view) {
    return ((InMemoryView<V, ?>) known(views, view.name())).views();
  }

  @Override
  @SuppressWarnings("unchecked") // the name of a view stands for its type
  public <V> @Nullable SearchIndex<V> index(View<V, ?> view) {
    return ((InMemoryView<V, ?>) known(views, view.name())).index();
  }

  private static <T> T known(Map<String, T> parts, String name) {
    T part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("The service has no " + name);
    }
    return part;
  }
}
