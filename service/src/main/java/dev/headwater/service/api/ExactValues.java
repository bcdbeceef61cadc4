package dev.headwater.service.api;

import dev.headwater.query.ViewList;
import dev.headwater.service.View;
import dev.headwater.service.http.Fields;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Shape.Kind;
import java.nio.charset.StandardCharsets;
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

  static ExactValues of(View<?, ?> view, String name) {
    Component component = view.type().component(name);
    return component.shape().kind() == Kind.ENUM
        ? new Constants(component.shape().constants())
        : new Open(component);
  }

  /** One of a few constants. Without one, the list is read as a whole. */
  record Constants(List<String> all) implements ExactValues {
    @Override
    public Supplier<@Nullable String> key(Fields fields, String field, @Nullable String inPath) {
      return inPath == null ? filter(fields, field) : fields.given(field, inPath, this::parse);
    }

    @Override
    public Supplier<@Nullable String> filter(Fields fields, String field) {
      return fields.optional(field, this::parse);
    }

    private String parse(String text) {
      if (!all.contains(text)) {
        throw new IllegalArgumentException("must be one of " + String.join(", ", all));
      }
      return text;
    }
  }

  /** Any text that the component can hold: the list can only be read for one value. */
  record Open(Component component) implements ExactValues {
    private static final int MAX_BYTES = ViewList.MAX_PARTITION_BYTES;

    @Override
    public Supplier<@Nullable String> key(Fields fields, String field, @Nullable String inPath) {
      if (inPath != null) {
        return fields.given(field, inPath, this::parse);
      }
      Supplier<String> required = fields.required(field, this::parse);
      return () -> required.get();
    }

    @Override
    public Supplier<@Nullable String> filter(Fields fields, String field) {
      return fields.optional(field, this::parse);
    }

    /** As views have it: a value type may have rules, and a normal form. */
    private String parse(String text) {
      String stored = component.shape().normalise(text).toString();
      int bytes = stored.getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > MAX_BYTES) {
        throw new IllegalArgumentException("must have 1 to " + MAX_BYTES + " bytes in UTF-8");
      }
      return stored;
    }

    @Override
    public List<String> all() {
      throw new IllegalStateException(
          "A list by " + component.name() + " is only read for one value");
    }
  }
}
