package dev.headwater.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How a view is searched.
 *
 * @param projection the name of the projection that feeds the index
 * @param alias the index's alias in OpenSearch
 * @param patterns the components that can be searched by pattern
 * @param filters the components by whose exact value searches and counts can be filtered
 */
public record SearchDescription(
    String projection, String alias, List<Pattern> patterns, List<String> filters) {
  public SearchDescription {
    patterns = List.copyOf(patterns);
    filters = List.copyOf(filters);
  }

  SearchDescription with(Pattern pattern) {
    List<Pattern> more = new ArrayList<>(patterns);
    more.add(pattern);
    return new SearchDescription(projection, alias, more, filters);
  }

  SearchDescription withFilter(String component) {
    List<String> more = new ArrayList<>(filters);
    more.add(component);
    return new SearchDescription(projection, alias, patterns, more);
  }

  /**
   * A component that can be searched by pattern.
   *
   * @param normaliser brings a pattern to the form that views have; throws {@link
   *     IllegalArgumentException} for a pattern that no value can match
   * @param label what messages call it
   */
  public record Pattern(String component, UnaryOperator<String> normaliser, String label) {}
}
