package dev.headwater.service.api;

import dev.headwater.host.Host;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.IdType;
import dev.headwater.service.View;
import dev.headwater.service.http.OwnWrites;
import dev.headwater.service.http.Resource;
import dev.headwater.service.http.SeenVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A view with the stores that its queries are answered from.
 *
 * @param index {@code null} if search is switched off
 */
record QueriedView<V>(
    View<V, ?> view,
    Resource resource,
    ViewReader<V> reader,
    @Nullable SearchIndex<V> index,
    OwnWrites<V> ownWrites) {
  static <V, E> QueriedView<V> of(
      View<V, E> view, QueryStores stores, Host host, ForeignViews foreign) {
    Resource resource = new Resource(view.aggregate().noun());
    ViewReader<V> reader = stores.views(view);
    return new QueriedView<>(
        view,
        resource,
        reader,
        stores.index(view),
        new OwnWrites<>(
            resource,
            reader::find,
            new FreshView<>(view.definition(), stores.log(view.aggregate()), host),
            met -> foreign.count(view.name(), met)));
  }

  String idField() {
    return view.aggregate().idField();
  }

  IdType idType() {
    return view.aggregate().idType();
  }

  /** A view as clients see it; {@code null} if it does not exist. */
  @Nullable ObjectNode json(VersionedView<V> versioned) {
    V found = versioned.view();
    return found == null
        ? null
        : view.type().json(found, json -> json.put("version", versioned.version()));
  }

  /** Reads the aggregate and version after {@code @}. */
  SeenVersion seen(String text) {
    return SeenVersion.parse(text, idField(), idType()::parse);
  }
}
