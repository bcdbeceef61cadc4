package dev.headwater.query;

import dev.headwater.projection.VersionedView;

/**
 * An entry on a page of a list or search: a view, and its place in the index. If the view was
 * folded by another projection, only its id, its place and its version are known: {@link
 * dev.headwater.projection.FreshView} refolds it.
 *
 * @param id of the aggregate
 * @param place orders the page
 * @param <K> of the places
 */
public record IndexedView<V, K>(String id, K place, VersionedView<V> view) {}
