package dev.headwater.service;

/**
 * A view that another one is to replace.
 *
 * @param name of the view
 */
public record ReplacedView(String name) {
  /** The environment variable that names the one of both that answers queries. */
  public String choice() {
    return Settings.nameOf("QUERIED_VIEW", name);
  }
}
