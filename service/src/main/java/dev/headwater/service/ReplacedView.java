package dev.headwater.service;

/**
 * A view that another one replaces.
 *
 * @param name of the view
 */
public record ReplacedView(String name) {
  /** The environment variable that names the view that answers queries: this or the other one. */
  public String choice() {
    return Settings.nameOf("QUERIED_VIEW", name);
  }

  /** Whether one of two views replaces the other, so that only one of them answers queries. */
  static boolean isBetween(View<?, ?> one, View<?, ?> other) {
    return new ReplacedView(one.name()).equals(other.replaced())
        || new ReplacedView(other.name()).equals(one.replaced());
  }
}
