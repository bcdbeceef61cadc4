package dev.headwater.opensearch;

import java.util.Map;

import dev.headwater.UnavailableException;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;

/** What became of each view of a bulk request. */
final class BulkAnswer {
    private BulkAnswer() {}

    /**
     * Gathers the views that will never be taken, with the reason.
     *
     * @throws UnavailableException when some were not taken for now
     */
    static void check(BulkResponse answer, Map<String, String> refused) {
        String unavailable = null;
        for (BulkResponseItem item : answer.items()) {
            switch (item.status()) {
                // A conflict: the same view is stored, or a newer one, or was until a minute ago.
                case 200, 201, 409 -> {
                }
                // The document's own fault.
                case 400, 413 -> refused.put(String.valueOf(item.id()),
                        "OpenSearch refuses the document: " + reason(item));
                default -> unavailable = reason(item);
            }
        }
        if (unavailable != null) {
            throw new UnavailableException("OpenSearch did not take some views for now: "
                    + unavailable, true, null);
        }
    }

    /** The type alone: the text of the error may repeat a field. */
    private static String reason(BulkResponseItem item) {
        var error = item.error();
        return (error == null ? "unknown" : error.type()) + " (" + item.status() + ")";
    }
}
