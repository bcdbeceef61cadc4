package dev.headwater.service.api;

import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.List;

/** The lists and searches of a view on one route: the fields of a request say which it asks for. */
record PageRoute<V>(List<ListEndpoint<V>> lists, List<SearchEndpoint<V>> searches) {
  PageRoute {
    lists = List.copyOf(lists);
    searches = List.copyOf(searches);
  }

  Response answer(HttpRequest request, Instant deadline) {
    Fields fields = request.queryFields();
    for (SearchEndpoint<V> search : searches) {
      if (lists.isEmpty() || fields.has(search.field())) {
        return search.answer(fields, deadline);
      }
    }
    // Naming one of these turns a list into a search: worth suggesting.
    searches.forEach(search -> fields.optional(search.field(), text -> text));
    ListEndpoint<V> list = list(fields);
    for (ListEndpoint<V> other : lists) {
      if (other != list) {
        fields.refused(other.keyField(), "does not go with " + list.keyField());
      }
    }
    return list.answer(fields, request.pathParameter(list.keyField()), deadline);
  }

  private ListEndpoint<V> list(Fields fields) {
    return lists.stream()
        .filter(list -> fields.has(list.keyField()))
        .findFirst()
        .orElse(lists.getFirst());
  }
}
