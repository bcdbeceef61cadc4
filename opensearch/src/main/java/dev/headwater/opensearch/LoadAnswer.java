package dev.headwater.opensearch;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.core.get.GetResult;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;

/**
 * Reads the answer to a multi-get for one view. A failed item has no status, so its error type
 * decides whether the failure may pass. In other answers, the listed types come with status 403 or
 * 404.
 */
final class LoadAnswer {
  private static final Set<String> FAULTS =
      Set.of(OpenSearchCall.INDEX_MISSING, "security_exception", "cluster_block_exception");

  private LoadAnswer() {}

  /**
   * @throws UnavailableException if the view could not be loaded
   */
  static GetResult<Document> result(MultiGetResponseItem<Document> item, String index) {
    if (item.isFailure()) {
      String type = item.failure().error().type();
      throw new UnavailableException(
          "OpenSearch failed to load a view from " + index + ": " + type, false, fault(type), null);
    }
    return item.result();
  }

  static boolean lacksIndex(MultiGetResponseItem<Document> item) {
    return item.isFailure() && OpenSearchCall.INDEX_MISSING.equals(item.failure().error().type());
  }

  private static @Nullable ConfigurationFault fault(String type) {
    return FAULTS.contains(type) ? OpenSearchCall.fault(type) : null;
  }
}
