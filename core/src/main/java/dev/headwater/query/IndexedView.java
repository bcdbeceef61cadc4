package dev.headwater.query;

import dev.headwater.projection.VersionedView;

/**
 * A view on a page of a list or a search, where the index has it. If the view was folded by another
 * projection, only its id, its place and its version are known: {@link
 * dev.headwater.projection.FreshView} folds it anew.
 *
 * @param id of the aggregate
 * @param place orders the page
 * @param <K> of the places
 */
public record IndexedView<V, K>(String id, K place, VersionedView<V> view) {}
