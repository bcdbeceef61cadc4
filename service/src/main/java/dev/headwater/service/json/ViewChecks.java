package dev.headwater.service.json;

import java.util.Collection;
import java.util.Set;

/** What a view's type must keep to so that views can be stored and listed. */
public final class ViewChecks {
  private static final Set<String> RESERVED = Set.of("version", "removed", "fingerprint");

  private ViewChecks() {}

  /**
   * Returns the component by which a list is sorted: text, or what is stored as text that sorts.
   *
   * @throws IllegalArgumentException if there is no such component, or its stored form does not
   *     sort
   */
  public static Component sortKey(JsonRecord<?> views, String name) {
    Component component = views.component(name);
    String place = views.type().getSimpleName() + '.' + name;
    return switch (component.shape().kind()) {
      case TEXT, ENUM, TIME, DATE -> component;
      case WHOLE_NUMBER, DECIMAL ->
          throw new IllegalArgumentException(
              place
                  + " is a number, and a list is sorted as text, where 10 comes before 9:"
                  + " sort by text with leading zeros, or by a time");
      case BOOLEAN, RECORD, ONE_OF, LIST, MAP ->
          throw new IllegalArgumentException(
              place + " is not text: sort by text, an enum, an Instant or a LocalDate");
    };
  }

  /**
   * Checks that no component has the name of an attribute of the store.
   *
   * @param lists the names of the view's lists
   * @throws IllegalArgumentException if one has
   */
  public static void checkNames(JsonRecord<?> views, Collection<String> lists) {
    for (String name : views.names()) {
      boolean isOfList =
          lists.stream()
              .anyMatch(list -> name.equals(list + "Shard") || name.equals(list + "Sort"));
      if (isOfList || RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            views.type().getSimpleName()
                + '.'
                + name
                + " has the name of an attribute that the store adds: rename it");
      }
    }
  }
}
