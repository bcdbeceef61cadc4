package dev.headwater.service;

import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command as clients send it. Its components are the fields of the request, except those that the
 * service fills in.
 *
 * @param type the command's record
 * @param form reads it from requests
 * @param creates whether the command creates its stream. Such a command is appended without loading
 *     first. Over HTTP, it gets a generated id if the request has none and the id's type accepts 32
 *     hexadecimal digits
 * @param route {@code null} if the command can only be invoked directly
 * @param now the component that gets the time, in milliseconds; {@code null} for none
 * @param actor the component that gets the caller; {@code null} for none
 * @param generated the components that get a generated id
 */
public record CommandDescription<C>(
    Class<? extends C> type,
    Form<? extends C> form,
    boolean creates,
    @Nullable Route route,
    @Nullable String now,
    @Nullable String actor,
    Set<String> generated) {
  public CommandDescription {
    generated = Set.copyOf(generated);
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
