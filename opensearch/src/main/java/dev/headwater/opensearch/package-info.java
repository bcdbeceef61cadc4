/**
 * Stores views on OpenSearch, searches them, and verifies them. A service implements {@link
 * dev.headwater.opensearch.SearchFormat}; the requests and answers are package-private.
 */
@NullMarked
package dev.headwater.opensearch;

import org.jspecify.annotations.NullMarked;
