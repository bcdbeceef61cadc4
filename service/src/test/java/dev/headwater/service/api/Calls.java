package dev.headwater.service.api;

import dev.headwater.event.EventLog;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.accounts.Accounts;
import dev.headwater.service.http.RequestServer;
import dev.headwater.service.memory.InMemoryService;
import dev.headwater.testkit.ManualHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a service in memory as Lambda calls functions. */
final class Calls {
  private static final Instant NO_DEADLINE = Instant.parse("2100-01-01T00:00:00Z");

  final ManualHost machine = new ManualHost(1);
  final InMemoryService service;
  private final RequestServer unsearched;

  Calls(Service described) {
    this(described, Map.of());
  }

  Calls(Service described, Map<String, String> variables) {
    Settings settings = new Settings(variables);
    service = new InMemoryService(described, settings, machine.host());
    unsearched =
        new RequestServer(
            new QueryApi(described, settings, new Unsearched(service), machine.host()));
  }

  static Calls accounts() {
    return new Calls(new Accounts().describe());
  }

  Reply command(Event request) {
    return command(request.toString());
  }

  Reply command(String request) {
    return call(service.commands(), request, NO_DEADLINE);
  }

  Reply query(Event request) {
    return query(request.toString());
  }

  Reply query(String request) {
    return query(request, NO_DEADLINE);
  }

  Reply query(String request, Instant deadline) {
    return call(service.queries(), request, deadline);
  }

  /** A query while search is switched off. */
  Reply unsearched(String request) {
    return call(unsearched, request, NO_DEADLINE);
  }

  private static Reply call(RequestServer server, String request, Instant deadline) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      server.serve(
          new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
          output,
          deadline,
          fault -> {
            throw new AssertionError(fault.describe());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Reply.of(output.toByteArray());
  }

  /** Opens an account, and brings the views up to date. */
  void open(String id, String owner, String tier) {
    command(
            Event.to("POST /accounts")
                .body(
                    """
                    {"accountId": "%s", "owner": "%s", "tier": "%s"}\
                    """
                        .formatted(id, owner, tier)))
        .as(201);
    service.project();
  }

  private record Unsearched(QueryStores stores) implements QueryStores {
    @Override
    public <V> ViewReader<V> views(View<V, ?> view) {
      return stores.views(view);
    }

    @Override
    public <V> @Nullable SearchIndex<V> index(View<V, ?> view) {
      return null;
    }

    @Override
    public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
      return stores.log(aggregate);
    }
  }
}
