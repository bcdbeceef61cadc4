package dev.headwater.service.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binds the fields of a request to the components of a record, and reports everything that is wrong
 * with them: each field by its path, such as {@code lines[1].quantity}, in the order of the
 * components. An entry of a map is named by its position.
 *
 * <p>A component that is not {@code @Nullable} must be there; JSON's {@code null} counts as absent.
 * Objects inside a request may only have fields that are components; of the request itself, the
 * caller checks that. Times are truncated to milliseconds, since finer ones would not sort. A
 * request's list or map has at most 1,000 entries, a number at most 38 digits.
 *
 * <p>If the constructor of a value type or record throws an {@link IllegalArgumentException}, its
 * message is reported, such as {@code must have 1 to 200 characters}; but not one that quotes the
 * value or comes from the JDK, and of no other exception.
 *
 * <p>Immutable; the other methods return copies.
 */
public final class Form<T> {
  private final Class<T> type;
  private final RecordShape shape;
  private final Set<String> given;
  private final Set<String> fromText;

  private Form(Class<T> type, RecordShape shape, Set<String> given, Set<String> fromText) {
    this.type = type;
    this.shape = shape;
    this.given = given;
    this.fromText = fromText;
  }

  /**
   * The form of a record.
   *
   * @throws IllegalArgumentException if a component has no form
   */
  public static <T> Form<T> of(Class<T> type) {
    RecordShape shape = new ShapeReader(ShapeReader.ANYWHERE).record(type);
    return new Form<>(type, shape, Set.of(), Set.of());
  }

  /**
   * Leaves components out of the request: the caller gives their values.
   *
   * @throws IllegalArgumentException if there is no such component
   */
  public Form<T> given(String... names) {
    return new Form<>(type, shape, with(given, names), fromText);
  }

  /**
   * Accepts numbers and truth values as text in these components, which come from a path or a query
   * string.
   *
   * @throws IllegalArgumentException if there is no such component
   */
  public Form<T> fromText(String... names) {
    return new Form<>(type, shape, given, with(fromText, names));
  }

  private Set<String> with(Set<String> names, String... more) {
    for (String name : more) {
      JsonRecord.component(shape, name);
    }
    return Stream.concat(names.stream(), Arrays.stream(more))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The record's type. */
  public Class<T> type() {
    return type;
  }

  /** All components of the record, in order. */
  public List<Component> components() {
    return shape.components();
  }

  /** The components that a request has, in order. */
  public List<Component> fields() {
    return components().stream().filter(each -> !given.contains(each.name())).toList();
  }

  /**
   * Binds a whole request.
   *
   * @param request may have further fields
   * @param givenValues the values of the {@link #given} components: each a component's value, or
   *     its stored form, such as the text of a value type
   * @param place the path for what is wrong with the whole, such as {@code body}
   * @param errors is given the path of what is wrong, and what is wrong with it
   * @return {@code null} if something is wrong
   * @throws IllegalArgumentException if a value is not given, or does not fit
   */
  public @Nullable T bind(
      ObjectNode request,
      Map<String, ?> givenValues,
      String place,
      BiConsumer<String, String> errors) {
    Set<String> wrong = new TreeSet<>();
    BiConsumer<String, String> collected = errors.andThen((path, problem) -> wrong.add(path));
    List<Component> components = components();
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int at = 0; at < values.length; at++) {
      Component component = components.get(at);
      String name = component.name();
      values[at] =
          given.contains(name)
              ? givenValue(component, givenValues.get(name))
              : component.bind(
                  request.path(name), "", new Binding(collected, fromText.contains(name)));
    }
    return wrong.isEmpty()
        ? type.cast(shape.bound(values, place, new Binding(errors, false)))
        : null;
  }

  private @Nullable Object givenValue(Component component, @Nullable Object value) {
    try {
      return component.adopt(value);
    } catch (MalformedException e) {
      throw e.refusal();
    }
  }

  /**
   * The content of a command for {@link dev.headwater.event.CommandStamp}, after the command's
   * name: the texts of the required components, then name and text of the optional ones that there
   * are, each in order. An added optional component thus changes nothing until it is used. Commands
   * that are stored differently have different content; so have times that differ by less than a
   * millisecond.
   *
   * @param leftOut components that differ between a command and its repeat, such as its time
   */
  public List<String> stampContent(T command, Set<String> leftOut) {
    return StampContent.of(shape, command, leftOut);
  }
}
