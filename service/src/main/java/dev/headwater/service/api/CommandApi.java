package dev.headwater.service.api;

import dev.headwater.CommandHandler;
import dev.headwater.host.Host;
import dev.headwater.service.Aggregate;
import dev.headwater.service.CommandDescription;
import dev.headwater.service.Service;
import dev.headwater.service.http.Api;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The write side: the commands of a service. */
public final class CommandApi implements Api {
  private final Map<String, CommandEndpoint<?, ?, ?, ?>> byRoute = new HashMap<>();
  private final Map<String, CommandEndpoint<?, ?, ?, ?>> byName = new LinkedHashMap<>();

  /** Commands of a service, for these handlers. The host's random numbers must be unpredictable. */
  public CommandApi(Service service, CommandHandlers handlers, Host host) {
    Naming naming = new Naming(service);
    FilledIn filledIn = new FilledIn(new GeneratedIds(host.random()), host.clock());
    service.aggregates().forEach(aggregate -> add(aggregate, handlers, naming, filledIn));
  }

  private <C, S, E, R> void add(
      Aggregate<C, S, E, R> aggregate, CommandHandlers handlers, Naming naming, FilledIn filledIn) {
    CommandHandler<C, S, E, R> handler = handlers.commandHandler(aggregate);
    for (CommandDescription<C> command : aggregate.commands()) {
      var endpoint = new CommandEndpoint<>(aggregate, command, handler, naming, filledIn);
      byName.put(command.name(), endpoint);
      if (command.route() != null) {
        byRoute.put(command.route().key(), endpoint);
      }
    }
  }

  @Override
  public Call http(HttpRequest request) {
    CommandEndpoint<?, ?, ?, ?> endpoint = byRoute.get(request.routeKey());
    if (endpoint == null) {
      throw new ProblemException(Problem.of(ProblemType.UNKNOWN_ROUTE));
    }
    return new Call(endpoint.resource(), deadline -> endpoint.http(request, deadline));
  }

  @Override
  public Call invoke(JsonNode request) {
    CommandEnvelope envelope = CommandEnvelope.of(request);
    CommandEndpoint<?, ?, ?, ?> endpoint = byName.get(envelope.commandType());
    if (endpoint == null) {
      throw ProblemException.malformed(
          "The commandType is not known; there are " + Naming.list(byName.keySet()) + ".");
    }
    return new Call(endpoint.resource(), deadline -> endpoint.invoke(envelope, deadline));
  }

  /** Where the commands of each aggregate are handled. */
  public interface CommandHandlers {
    /** The handler of an aggregate of the service. */
    <C, S, E, R> CommandHandler<C, S, E, R> commandHandler(Aggregate<C, S, E, R> aggregate);
  }
}
