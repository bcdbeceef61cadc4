package dev.headwater.service;

import static dev.headwater.service.Checks.require;

import dev.headwater.host.RedactedException;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Shape.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses wrong descriptions of commands. */
final class CommandChecks {
  private CommandChecks() {}

  /** A command that is added to others. */
  static <C> void check(
      CommandDescription<C> command, IdType idType, List<CommandDescription<C>> others) {
    String idField = idField(command, idType);
    for (CommandDescription<C> other : others) {
      require(
          other.type() != command.type(), "%s is described twice: leave one out", command.name());
      String otherField = idField(other, idType);
      require(
          idField.equals(otherField),
          "%s calls its id %s, and %s calls it %s: use one name",
          command.name(),
          idField,
          other.name(),
          otherField);
    }
    route(command, idField);
    filledIn(command, idField);
  }

  /** The component that holds the id. */
  static String idField(CommandDescription<?> command, IdType idType) {
    List<String> ids =
        command.form().components().stream()
            .filter(component -> component.shape().type() == idType.type())
            .map(Component::name)
            .toList();
    require(
        ids.size() == 1,
        "%s has %s components of type %s, and its stream is found by the one that it must have",
        command.name(),
        ids.isEmpty() ? "no" : ids.size(),
        idType.type().getSimpleName());
    return ids.getFirst();
  }

  private static void route(CommandDescription<?> command, String idField) {
    Route route = command.route();
    if (route == null) {
      return;
    }
    require(
        !route.method().equals("GET"),
        "The route %s takes %s, which changes something: use post, put, patch or delete",
        route,
        command.name());
    require(
        idField.equals(Route.ID) || !route.parameters().contains(idField),
        "The route %s must call the id of the aggregate {%s}, not {%s}",
        route,
        Route.ID,
        idField);
    require(
        command.creates() || route.parameters().contains(Route.ID),
        "The route %s needs {%s}, the id of the aggregate that %s is for",
        route,
        Route.ID,
        command.name());
    List<String> names = new ArrayList<>(command.names());
    names.add(Route.ID);
    names.removeAll(command.filledIn());
    Checks.parameters(route, command.name(), names);
    Checks.single(route, command.form().components());
  }

  private static void filledIn(CommandDescription<?> command, String idField) {
    require(
        !command.filledIn().contains(idField),
        "%s.%s is the id of the aggregate: it is generated without being asked for, when a command"
            + " that creates has none",
        command.name(),
        idField);
    if (command.now() != null) {
      require(
          command.component(command.now()).shape().type() == Instant.class,
          "%s.%s cannot hold the time: make it an Instant",
          command.name(),
          command.now());
    }
    if (command.actor() != null) {
      Component actor = command.component(command.actor());
      require(
          actor.shape().kind() == Kind.TEXT && actor.isOptional(),
          "%s.%s cannot hold the caller: make it text and @Nullable, since a direct invoke has no"
              + " access token",
          command.name(),
          command.actor());
      require(
          command.route() != null,
          "%s.%s would never hold the caller: the command has no route, and a direct invoke has no"
              + " access token: leave out .actor(…)",
          command.name(),
          command.actor());
    }
    for (String name : command.generated()) {
      require(
          command.component(name).shape().kind() == Kind.TEXT,
          "%s.%s cannot hold a generated id: make it text",
          command.name(),
          name);
      require(
          !name.equals(command.actor()),
          "%s.%s cannot hold both the caller and a generated id: leave one out",
          command.name(),
          name);
      acceptsGenerated(command, command.component(name));
    }
  }

  private static void acceptsGenerated(CommandDescription<?> command, Component component) {
    try {
      IdType.GENERATED.forEach(component.shape()::normalise);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          command.name()
              + '.'
              + component.name()
              + " cannot hold a generated id, which is 32 hexadecimal digits: its type says that it"
              + " "
              + RedactedException.reason(e));
    }
  }

  /**
   * Every command must be described. The commands' own interface is not known here, so this checks
   * every sealed interface that all described commands implement.
   */
  static void complete(List<? extends CommandDescription<?>> commands) {
    List<Class<?>> described = new ArrayList<>();
    commands.forEach(command -> described.add(command.type()));
    described.stream()
        .flatMap(CommandChecks::interfaces)
        .filter(Class::isSealed)
        .distinct()
        .filter(parent -> described.stream().allMatch(parent::isAssignableFrom))
        .forEach(
            parent ->
                records(parent)
                    .forEach(
                        type ->
                            require(
                                described.contains(type),
                                "%s has %s, which is not described: add .takes(%s.class, …)",
                                parent.getSimpleName(),
                                type.getSimpleName(),
                                type.getSimpleName())));
  }

  /** The interfaces that a type implements, directly or not. */
  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Arrays.stream(type.getInterfaces())
        .flatMap(each -> Stream.concat(Stream.of(each), interfaces(each)));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(type)
        : Arrays.stream(permitted).flatMap(CommandChecks::records);
  }
}
