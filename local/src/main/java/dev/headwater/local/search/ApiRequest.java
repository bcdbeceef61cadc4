package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * A request that matches a route and has only supported parameters.
 *
 * @param path the named parts of the path
 * @param flags the parameters that are {@code true}
 */
record ApiRequest(Map<String, String> path, Set<String> flags, BytesRef body) {

  String index() {
    return part("index");
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
