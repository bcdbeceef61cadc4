package dev.headwater.service.api;

import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists and searches of a view on one route: the fields of a request say which it asks for. */
record PageRoute<V>(List<ListEndpoint<V>> lists, List<SearchEndpoint<V>> searches) {
  PageRoute {
    lists = List.copyOf(lists);
    searches = List.copyOf(searches);
  }

  Response answer(HttpRequest request, Instant deadline) {
    Fields fields = request.queryFields();
    SearchEndpoint<V> search = search(fields);
    if (search != null) {
      for (SearchEndpoint<V> other : searches) {
        if (other != search) {
          fields.refused(other.field(), "does not go with " + search.field());
        }
      }
      return search.answer(fields, deadline);
    }
    // Naming one of these turns a list into a search: worth suggesting.
    for (SearchEndpoint<V> other : searches) {
      fields.optional(other.field(), text -> text);
    }
    ListEndpoint<V> list = list(fields);
    for (ListEndpoint<V> other : lists) {
      if (other != list) {
        fields.refused(other.keyField(), "does not go with " + list.keyField());
      }
    }
    return list.answer(fields, request.pathParameter(list.keyField()), deadline);
  }

  /** The search that a request asks for; {@code null} if it asks for a list. */
  private @Nullable SearchEndpoint<V> search(Fields fields) {
    for (SearchEndpoint<V> search : searches) {
      if (fields.has(search.field())) {
        return search;
      }
    }
    return lists.isEmpty() ? searches.getFirst() : null;
  }

  private ListEndpoint<V> list(Fields fields) {
    for (ListEndpoint<V> list : lists) {
      if (fields.has(list.keyField())) {
        return list;
      }
    }
    return lists.getFirst();
  }
}
