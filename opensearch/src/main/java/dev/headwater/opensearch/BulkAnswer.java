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

/** What became of each view of a bulk request. */
final class BulkAnswer {
  private BulkAnswer() {}

  /**
   * @throws UnavailableException when some were not taken for now
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
        // The same view is stored, or a newer one, or was until a minute ago.
        case 409 -> superseded.add(id);
        // The document's own fault.
        case 400, 413 -> refused.put(id, "OpenSearch refuses the document: " + reason(item));
        default -> {
          unavailable = reason(item);
          fault = OpenSearchCall.fault(item.status(), type(item));
          mayPass |= fault == null;
        }
      }
    }
    if (unavailable != null) {
      throw new UnavailableException(
          "OpenSearch did not take some views for now: " + unavailable,
          true,
          mayPass ? null : fault,
          null);
    }
    return new Saved(Set.of(), superseded, refused);
  }

  /** The type alone: the text of the error may repeat a field. */
  private static String reason(BulkResponseItem item) {
    return type(item) + " (" + item.status() + ")";
  }

  private static String type(BulkResponseItem item) {
    var error = item.error();
    return error == null ? "unknown" : error.type();
  }
}
