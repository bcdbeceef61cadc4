/**
 * How views are read: look-ups and lists through a {@link dev.headwater.query.ViewReader}, searches
 * and counts through a {@link dev.headwater.query.SearchIndex}, with stores in memory for tests and
 * prototypes. Adapters implement the two ports. Depends on {@code projection}, {@code event} and
 * {@code host}, none of which knows it.
 */
@NullMarked
package dev.headwater.query;

import org.jspecify.annotations.NullMarked;
