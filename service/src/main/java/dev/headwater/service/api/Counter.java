package dev.headwater.service.api;

import dev.headwater.service.http.Fields;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.Response;

/** Answers the number of views. */
record Counter<V>(QueriedView<V> queried, SearchFilters<V> filters) {
  Response answer(Fields fields) {
    var terms = filters.read(fields);
    fields.check();
    return Response.ok(
        Json.object().put("count", SearchOff.require(queried.index()).count(terms.get())));
  }
}
