package dev.headwater.service.api;

import dev.headwater.projection.VersionedView;
import dev.headwater.service.Route;
import dev.headwater.service.http.ETag;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.Response;
import dev.headwater.service.http.SeenVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers one view by its id. */
record LookUp<V>(QueriedView<V> queried) {
  /** With the id in the path, and nowhere else. */
  Response http(HttpRequest request, Instant deadline) {
    Fields fields = request.queryFields();
    return answer(
        fields,
        fields.given(queried.idField(), request.pathParameter(Route.ID), queried.idType()::parse),
        deadline);
  }

  /** With the id as a field. */
  Response invoke(Fields fields, Instant deadline) {
    Supplier<String> id = fields.required(queried.idField(), queried.idType()::parse);
    return answer(fields, () -> id.get(), deadline);
  }

  private Response answer(Fields fields, Supplier<@Nullable String> id, Instant deadline) {
    var minVersion = fields.optionalVersion("minVersion");
    fields.check();
    return answer(
        new SeenVersion(required(id.get()), Objects.requireNonNullElse(minVersion.get(), 0L)),
        deadline);
  }

  /** Every gateway passes the parameters of a path on; what comes without was not routed. */
  private static String required(@Nullable String id) {
    if (id == null) {
      throw ProblemException.malformed("The path has no {" + Route.ID + "}.");
    }
    return id;
  }

  private Response answer(SeenVersion seen, Instant deadline) {
    VersionedView<V> found = queried.ownWrites().read(seen, deadline);
    ObjectNode json = queried.json(found);
    return json == null
        ? new Response.Failed(queried.resource().unknown())
        : new Response.Done(200, Map.of("etag", ETag.of(found.version())), json);
  }
}
