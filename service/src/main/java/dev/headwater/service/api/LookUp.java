package dev.headwater.service.api;

import dev.headwater.projection.VersionedView;
import dev.headwater.service.http.ETag;
import dev.headwater.service.http.Fields;
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
  /**
   * @param inPath the id in the path; {@code null} if it is a field
   */
  Response answer(Fields fields, @Nullable String inPath, Instant deadline) {
    Supplier<String> id = id(fields, inPath);
    var minVersion = fields.optionalVersion("minVersion");
    fields.check();
    return answer(
        new SeenVersion(id.get(), Objects.requireNonNullElse(minVersion.get(), 0L)), deadline);
  }

  private Supplier<String> id(Fields fields, @Nullable String inPath) {
    if (inPath == null) {
      return fields.required(queried.idField(), queried.idType()::parse);
    }
    Supplier<@Nullable String> given =
        fields.given(queried.idField(), inPath, queried.idType()::parse);
    return () -> Objects.requireNonNull(given.get());
  }

  private Response answer(SeenVersion seen, Instant deadline) {
    VersionedView<V> found = queried.ownWrites().read(seen, deadline);
    ObjectNode json = queried.json(found);
    return json == null
        ? new Response.Failed(queried.resource().unknown())
        : new Response.Done(200, Map.of("etag", ETag.of(found.version())), json);
  }
}
