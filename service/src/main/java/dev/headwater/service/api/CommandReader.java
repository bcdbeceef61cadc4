package dev.headwater.service.api;

import dev.headwater.event.CommandStamp;
import dev.headwater.host.RedactedException;
import dev.headwater.service.Aggregate;
import dev.headwater.service.CommandDescription;
import dev.headwater.service.IdType;
import dev.headwater.service.http.Fields;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Builds the commands of one type from the fields of requests. */
final class CommandReader<C> {
  private final CommandDescription<C> description;
  private final Form<? extends C> form;
  private final List<String> fields;
  private final Component id;
  private final Map<String, String> reservedIds;
  private final Set<String> filledIn;

  /**
   * @param reservedIds what no new aggregate may be called, with the reason
   */
  CommandReader(
      Aggregate<C, ?, ?, ?> aggregate,
      CommandDescription<C> description,
      Map<String, String> reservedIds) {
    this.description = description;
    this.form = description.form();
    this.fields = form.fields().stream().map(Component::name).toList();
    this.id = description.component(aggregate.idField());
    this.reservedIds = description.creates() ? reservedIds : Map.of();
    this.filledIn = description.filledIn();
  }

  /**
   * Reads a command.
   *
   * @param filledIn the components that the request does not send
   * @throws dev.headwater.service.http.ProblemException if fields are wrong
   */
  C read(Fields request, Map<String, Object> filledIn) {
    var command =
        request.<C>bound(
            fields,
            (object, place, errors) -> {
              checkReserved(object.path(id.name()).asString(""), errors);
              C bound = form.bind(object, filledIn, place, errors);
              return bound == null ? null : checked(bound, errors);
            });
    request.check();
    return command.get();
  }

  /** Checks the id again as the command has it: its type may have normalised it. */
  private C checked(C command, BiConsumer<String, String> errors) {
    String text = id(command);
    checkReserved(text, errors);
    try {
      IdType.requireStorable(text);
    } catch (IllegalArgumentException e) {
      errors.accept(id.name(), RedactedException.reason(e));
    }
    return command;
  }

  private void checkReserved(String text, BiConsumer<String, String> errors) {
    String reserved = reservedIds.get(text);
    if (reserved != null) {
      errors.accept(id.name(), reserved);
    }
  }

  /** The id of the aggregate that a command is for, as text. */
  String id(C command) {
    return (String) Objects.requireNonNull(id.stored(command), "a command has an id");
  }

  /** Identifies the command, so that a repeat is recognised. */
  CommandStamp stamp(String commandId, C command) {
    List<String> content = new ArrayList<>();
    content.add(description.name());
    content.addAll(stampContent(form, command));
    return CommandStamp.of(commandId, content.toArray(String[]::new));
  }

  private <T> List<String> stampContent(Form<T> ofType, C command) {
    return ofType.stampContent(ofType.type().cast(command), filledIn);
  }
}
