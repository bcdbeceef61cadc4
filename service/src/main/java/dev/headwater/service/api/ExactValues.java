package dev.headwater.service.api;

import dev.headwater.service.View;
import dev.headwater.service.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of a component by which a list is kept or a search is filtered. */
sealed interface ExactValues {
  /**
   * Reads the value of a list's key; {@code null} for the whole list.
   *
   * @param inPath the value in the path; {@code null} if it is a field
   */
  Supplier<@Nullable String> key(Fields fields, String field, @Nullable String inPath);

  /** Reads a filter; {@code null} for none. */
  Supplier<@Nullable String> filter(Fields fields, String field);

  /** The parts of the whole list. */
  List<String> all();

  /** The text of a value. */
  String text(Object value);

  static ExactValues of(View<?, ?> view, String component) {
    Class<?> type = view.type().component(component).shape().type();
    return type.isEnum() ? new Constants(constants(type)) : new Open(component);
  }

  private static List<Enum<?>> constants(Class<?> type) {
    List<Enum<?>> constants = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      constants.add((Enum<?>) constant);
    }
    return constants;
  }

  /** One of a few constants. Without one, the list is read as a whole. */
  record Constants(List<Enum<?>> constants) implements ExactValues {
    @Override
    public Supplier<@Nullable String> key(Fields fields, String field, @Nullable String inPath) {
      return inPath == null ? filter(fields, field) : fields.given(field, inPath, this::name);
    }

    @Override
    public Supplier<@Nullable String> filter(Fields fields, String field) {
      return fields.optional(field, this::name);
    }

    private String name(String text) {
      return Fields.constant(text, constants).name();
    }

    @Override
    public List<String> all() {
      return constants.stream().<String>map(Enum::name).toList();
    }

    @Override
    public String text(Object value) {
      return ((Enum<?>) value).name();
    }
  }

  /** Any text: the list can only be read for one value. */
  record Open(String component) implements ExactValues {
    private static final int MAX_LENGTH = 512;

    @Override
    public Supplier<@Nullable String> key(Fields fields, String field, @Nullable String inPath) {
      if (inPath != null) {
        return fields.given(field, inPath, Open::parse);
      }
      Supplier<String> required = fields.required(field, Open::parse);
      return () -> required.get();
    }

    @Override
    public Supplier<@Nullable String> filter(Fields fields, String field) {
      return fields.optional(field, Open::parse);
    }

    private static String parse(String text) {
      if (text.isEmpty() || text.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
      }
      return text;
    }

    @Override
    public List<String> all() {
      throw new IllegalStateException("A list by " + component + " is only read for one value");
    }

    @Override
    public String text(Object value) {
      if (value instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("A value of " + component + " is given as a String");
    }
  }
}
