package dev.headwater.testkit.query;

import dev.headwater.projection.ViewStore;
import dev.headwater.query.SearchIndex;

/**
 * An index under test.
 *
 * @param store where its views are saved
 * @param refresh returns once searches see what was saved
 */
public record SearchedViews<V>(ViewStore<V> store, SearchIndex<V> index, Runnable refresh) {}
