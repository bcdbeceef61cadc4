package dev.headwater.service.facts;

import dev.headwater.service.CommandDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of an aggregate.
 *
 * @param name in direct invokes
 * @param creates whether it creates its stream
 * @param route the key of its route, such as {@code POST /orders}; {@code null} for none
 * @param fields those of a request, parameters in the path included
 */
public record CommandFacts(
    String name, boolean creates, @Nullable String route, List<FieldFacts> fields) {
  public CommandFacts {
    fields = List.copyOf(fields);
  }

  static CommandFacts of(CommandDescription<?> command) {
    return new CommandFacts(
        command.name(),
        command.creates(),
        RouteFacts.key(command.route()),
        FieldFacts.of(command.form().fields()));
  }
}
