package dev.headwater.service;

import dev.headwater.event.StreamId;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every refused description has in common: one sentence that says what to write instead. */
final class Checks {
  private static final Pattern CATEGORY = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern REQUEST_TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private Checks() {}

  /**
   * @throws IllegalArgumentException unless this holds
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static void require(boolean holds, String sentence, Object... details) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, details));
    }
  }

  static void category(String category) {
    require(
        CATEGORY.matcher(category).matches(),
        "The category %s must be 1 to 32 capitals, digits and underscores, such as ORDER",
        category);
    require(
        !category.equals(StreamId.HEARTBEATS),
        "The category %s is every service's own: use another",
        category);
  }

  /** Names of services, projections and indexes. */
  static void name(String name) {
    require(
        NAME.matcher(name).matches(),
        "The name %s must be 1 to 64 small letters, digits and hyphens, such as order-view",
        name);
  }

  /** Names of queries in direct invokes. */
  static void requestType(String name) {
    require(
        REQUEST_TYPE.matcher(name).matches(),
        "The query type %s must be 1 to 64 letters, digits and . _ -, such as GetOrder",
        name);
  }

  static <T> T given(@Nullable T value, String category, String missing) {
    if (value == null) {
      throw new IllegalArgumentException(
          "The aggregate " + category + " is incomplete: add " + missing);
    }
    return value;
  }

  /** The route of a query. */
  static void get(Route route) {
    require(
        route.method().equals("GET"),
        "The route %s answers a query, which changes nothing: use get(\"%s\")",
        route,
        route.path());
  }

  /** Every parameter of a route is one of these names. */
  static void parameters(Route route, String owner, List<String> names) {
    for (String parameter : route.parameters()) {
      require(
          names.contains(parameter),
          "The route %s has the parameter {%s}, which %s does not have; there are %s",
          route,
          parameter,
          owner,
          names);
    }
  }

  /** Each parameter of a path is a single value. */
  static void single(Route route, List<Component> components) {
    List<String> parameters = route.parameters();
    for (Component component : components) {
      require(
          !parameters.contains(component.name()) || component.shape().kind().isScalar(),
          "The route %s has the parameter {%s}, and a path holds single values: make it text, a"
              + " number or the like, or leave it out of the path",
          route,
          component.name());
    }
  }

  /** The names of the components of a record. */
  static List<String> names(Shape record) {
    return record.components().stream().map(component -> component.name()).toList();
  }

  /** A copy with one more element. */
  static <T> List<T> added(List<? extends T> list, T next) {
    List<T> more = new ArrayList<>(list);
    more.add(next);
    return more;
  }
}
