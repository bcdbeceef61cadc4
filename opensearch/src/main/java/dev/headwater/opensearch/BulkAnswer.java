package dev.headwater.opensearch;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.ViewStore.Saved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;

/** Translates the answer to a bulk request into the result of each view. */
final class BulkAnswer {
  private BulkAnswer() {}

  /**
   * @throws UnavailableException if some views may be accepted later
   */
  static Saved saved(BulkResponse answer) {
    Set<String> superseded = new HashSet<>();
    Map<String, String> refused = new HashMap<>();
    String unavailable = null;
    ConfigurationFault fault = null;
    boolean mayPass = false;
    for (BulkResponseItem item : answer.items()) {
      String id = String.valueOf(item.id());
      switch (item.status()) {
        case 200, 201 -> {}
        // The same or a newer version is stored, or was until a minute ago.
        case 409 -> superseded.add(id);
        // The document itself is at fault.
        case 400, 413 -> refused.put(id, "OpenSearch refused the document: " + reason(item));
        default -> {
          unavailable = reason(item);
          fault = OpenSearchCall.fault(item.status(), type(item));
          mayPass |= fault == null;
        }
      }
    }
    if (unavailable != null) {
      throw new UnavailableException(
          "OpenSearch did not save some views: " + unavailable, true, mayPass ? null : fault, null);
    }
    return new Saved(Set.of(), superseded, refused);
  }

  /** Only the type: the error's message may quote a field. */
  private static String reason(BulkResponseItem item) {
    return type(item) + " (" + item.status() + ")";
  }

  private static String type(BulkResponseItem item) {
    var error = item.error();
    return error == null ? "unknown" : error.type();
  }
}
