package dev.headwater.service;

import org.jspecify.annotations.Nullable;

/** A query that a view answers: over HTTP or by direct invoke. */
public sealed interface ViewRequest {
  /** The name in direct invokes; {@code null} for none. */
  @Nullable String queryType();

  /** The route; {@code null} for none. */
  @Nullable Route route();

  /** One view by its id. */
  record LookUp(@Nullable String queryType, @Nullable Route route) implements ViewRequest {}

  /**
   * A page of a list.
   *
   * @param key the list's key. The request has a field of this name, unless the value is fixed
   * @param fixed the key's value; {@code null} if the request has it
   */
  record Listing(
      @Nullable String queryType, @Nullable Route route, String key, @Nullable Object fixed)
      implements ViewRequest {}

  /**
   * A page of the views that match a pattern.
   *
   * @param component what the pattern is matched with
   * @param field the request's field with the pattern
   */
  record Searching(
      @Nullable String queryType, @Nullable Route route, String component, String field)
      implements ViewRequest {}

  /** The number of views. */
  record Counting(@Nullable String queryType, @Nullable Route route) implements ViewRequest {}
}
