package dev.headwater.opensearch;

import java.io.IOException;
import java.util.Optional;

import dev.headwater.UnavailableException;
import jakarta.json.JsonException;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.ShardStatistics;
import software.amazon.awssdk.core.exception.SdkException;

/** A request to OpenSearch. */
@FunctionalInterface
interface OpenSearchCall<T> {
    int NOT_FOUND = 404;

    T send() throws IOException;

    /** Its answer. {@code action} names what it is for, and no content. */
    static <T> T read(String action, OpenSearchCall<T> call) {
        return answer(action, false, call);
    }

    /** Its answer; none when the index or alias that it asks is not there. */
    static <T> Optional<T> find(String action, OpenSearchCall<T> call) {
        return answer(action, false, () -> {
            try {
                return Optional.of(call.send());
            } catch (OpenSearchException e) {
                if (e.status() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Its answer; without one, it may have taken effect. */
    static <T> T write(String action, OpenSearchCall<T> call) {
        return answer(action, true, call);
    }

    /** Refuses what only some shards of an index have answered. */
    static void requireComplete(String index, boolean timedOut, ShardStatistics shards) {
        if (timedOut || shards.failed() > 0) {
            throw new UnavailableException("Some shards of " + index + " did not answer", false,
                    null);
        }
    }

    private static <T> T answer(String action, boolean writes, OpenSearchCall<T> call) {
        try {
            return call.send();
        } catch (OpenSearchException e) {
            // Without the cause: its message may repeat a document or a pattern.
            throw new UnavailableException("OpenSearch refused to " + action + ": "
                    + e.error().type() + " (" + e.status() + ")", writes && e.status() >= 500,
                    null);
        } catch (IOException | JsonException | SdkException e) {
            throw new UnavailableException("OpenSearch gave no answer to the request to " + action
                    + " (" + e.getClass().getSimpleName() + ")", writes, e);
        }
    }
}
