package dev.headwater.service;

import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command as clients send it. Its components are the fields of the request, except those that the
 * service fills in. Immutable; each method that fills in a component returns a copy.
 */
public final class CommandDescription<C> {
  private final Class<? extends C> type;
  private final Form<? extends C> form;
  private final boolean creates;
  private final @Nullable Route route;
  private final @Nullable String now;
  private final @Nullable String actor;
  private final Set<String> generated;

  private CommandDescription(
      Class<? extends C> type,
      Form<? extends C> form,
      boolean creates,
      @Nullable Route route,
      @Nullable String now,
      @Nullable String actor,
      Set<String> generated) {
    this.type = type;
    this.form = form;
    this.creates = creates;
    this.route = route;
    this.now = now;
    this.actor = actor;
    this.generated = Set.copyOf(generated);
  }

  static <C> CommandDescription<C> of(
      Class<? extends C> type, boolean creates, @Nullable Route route) {
    return new CommandDescription<>(type, form(type, route), creates, route, null, null, Set.of());
  }

  /** A path holds nothing but text. */
  private static <T> Form<T> form(Class<T> type, @Nullable Route route) {
    Form<T> form = Form.of(type);
    return route == null
        ? form
        : form.fromText(
            form.components().stream()
                .map(Component::name)
                .filter(route.parameters()::contains)
                .toArray(String[]::new));
  }

  /** The command's record. */
  public Class<? extends C> type() {
    return type;
  }

  /** Reads the command from requests. */
  public Form<? extends C> form() {
    return form;
  }

  /**
   * Whether the command creates its stream. Such a command is appended without loading first. Over
   * HTTP, it gets a generated id if the request has none and the id's type accepts 32 hexadecimal
   * digits.
   */
  public boolean creates() {
    return creates;
  }

  /** The route; {@code null} if the command can only be invoked directly. */
  public @Nullable Route route() {
    return route;
  }

  /** The component that gets the time, in milliseconds; {@code null} for none. */
  public @Nullable String now() {
    return now;
  }

  /** The component that gets the caller; {@code null} for none. */
  public @Nullable String actor() {
    return actor;
  }

  /** The components that get a generated id. */
  public Set<String> generated() {
    return generated;
  }

  /** The command's name in direct invokes. */
  public String name() {
    return type.getSimpleName();
  }

  /**
   * Fills a component of type {@code Instant} with the time at which the service got the command.
   */
  public CommandDescription<C> now(String component) {
    once(now, "the time", component);
    return new CommandDescription<>(
        type, form.given(component), creates, route, component, actor, generated);
  }

  /**
   * Fills a component of text with the caller: the subject of the access token. It must be
   * {@code @Nullable}, since a direct invoke has no token. If its type refuses the subject, the
   * request is refused with 403 {@code unfit-caller}.
   */
  public CommandDescription<C> actor(String component) {
    once(actor, "the caller", component);
    return new CommandDescription<>(
        type, form.given(component), creates, route, now, component, generated);
  }

  /**
   * Fills a component with a generated id of 128 bits, in hexadecimal. It is the same for the same
   * caller and idempotency key, so that a repeated request is recognised.
   */
  public CommandDescription<C> generated(String component) {
    Set<String> more = new LinkedHashSet<>(generated);
    more.add(component);
    return new CommandDescription<>(type, form.given(component), creates, route, now, actor, more);
  }

  private void once(@Nullable String before, String what, String component) {
    if (before != null) {
      throw new IllegalArgumentException(
          name() + '.' + before + " gets " + what + ", so " + component + " cannot: leave one out");
    }
  }

  /** The names of all components. */
  List<String> names() {
    return form.components().stream().map(Component::name).toList();
  }

  /**
   * A component by its name.
   *
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  public Component component(String name) {
    return form.components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name() + " has no component " + name + "; there are " + names()));
  }

  /** The components that a request does not send. They do not count when a repeat is recognised. */
  public Set<String> filledIn() {
    Set<String> names = new LinkedHashSet<>(generated);
    if (now != null) {
      names.add(now);
    }
    if (actor != null) {
      names.add(actor);
    }
    return names;
  }
}
