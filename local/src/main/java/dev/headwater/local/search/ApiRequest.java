package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A request for which there is a route, with parameters that its operation knows.
 *
 * @param path the parts of the path that have a name
 * @param flags parameters that are {@code true}
 */
record ApiRequest(Map<String, String> path, Set<String> flags, BytesRef body) {

  String index() {
    return part("index");
  }

  /** {@code null} when the path names no index. */
  @Nullable String optionalIndex() {
    return path.get("index");
  }

  String part(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("The route has no part " + name);
    }
    return value;
  }

  JsonObject json(String place) {
    return JsonObject.parseBody(place, body);
  }
}
