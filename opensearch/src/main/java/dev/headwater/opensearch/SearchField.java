package dev.headwater.opensearch;

import org.opensearch.client.opensearch._types.mapping.Property;

/** What a field of a view can be used for in searches. */
public enum SearchField {
  /** Found by {@link WildcardPattern}, whatever the case of its letters; sorted by. */
  PATTERN,
  /** Found by its exact value. */
  TERM,
  /** Kept to be shown, and not found. */
  STORED;

  private static final String LOWERCASE = "lowercase";
  private static final String EXACT = "raw";

  /** The field beside a pattern field by which it is sorted and found without wildcards. */
  static String exact(String name) {
    return name + '.' + EXACT;
  }

  Property mapping() {
    return Property.of(
        property ->
            switch (this) {
              // With doc values, candidates are verified by them instead of by the whole document.
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
