package dev.headwater.opensearch;

import dev.headwater.query.WildcardPattern;
import org.opensearch.client.opensearch._types.mapping.Property;

/** How searches can use a field of a view. */
public enum SearchField {
  /** Found by {@link WildcardPattern}, ignoring case. Results can be sorted by it. */
  PATTERN,
  /** Found by its exact value. */
  TERM,
  /** Stored and returned, but not searchable. */
  STORED;

  private static final String LOWERCASE = "lowercase";
  private static final String EXACT = "raw";

  /** The subfield of a pattern field for sorting and for patterns without wildcards. */
  static String exact(String name) {
    return name + '.' + EXACT;
  }

  Property mapping() {
    return Property.of(
        property ->
            switch (this) {
              // With doc values, OpenSearch verifies candidates without loading whole documents.
              case PATTERN ->
                  property.wildcard(
                      wildcard ->
                          wildcard
                              .normalizer(LOWERCASE)
                              .docValues(true)
                              .fields(
                                  EXACT,
                                  exact ->
                                      exact.keyword(keyword -> keyword.normalizer(LOWERCASE))));
              case TERM -> property.keyword(keyword -> keyword);
              case STORED -> property.keyword(keyword -> keyword.index(false).docValues(false));
            });
  }
}
