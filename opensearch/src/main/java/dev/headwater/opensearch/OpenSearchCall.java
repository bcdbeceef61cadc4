package dev.headwater.opensearch;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import jakarta.json.JsonException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.ShardStatistics;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A request to OpenSearch.
 *
 * <p>Throttling (429), timeouts (408), server errors (5xx) and lost connections pass by themselves.
 * Any other refusal is a {@link ConfigurationFault} for an operator: missing permissions (403), an
 * index that is blocked (403, for example because the disk is full) or missing (404).
 */
@FunctionalInterface
interface OpenSearchCall<T> {
  String SERVICE = "OpenSearch";
  String INDEX_MISSING = "index_not_found_exception";
  int NOT_FOUND = 404;
  int REQUEST_TIMEOUT = 408;
  int TOO_MANY_REQUESTS = 429;
  int INTERNAL_SERVER_ERROR = 500;

  T send() throws IOException;

  /** Returns the answer. {@code action} names the purpose for messages, and holds no content. */
  static <T> T read(String action, OpenSearchCall<T> call) {
    return answer(action, false, call);
  }

  /** Returns the answer, or empty if the index or alias does not exist. */
  static <T> Optional<T> find(String action, OpenSearchCall<T> call) {
    return answer(
        action,
        false,
        () -> {
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

  /**
   * Returns the answer. If there is none, the exception says that the write may have taken effect.
   */
  static <T> T write(String action, OpenSearchCall<T> call) {
    return answer(action, true, call);
  }

  /** Refuses an answer that lacks some shards of the index. */
  static void requireComplete(String index, boolean timedOut, ShardStatistics shards) {
    if (timedOut || shards.failed() > 0) {
      throw new UnavailableException("Some shards of " + index + " did not answer", false, null);
    }
  }

  /** What an operator has to correct; {@code null} if the failure may pass by itself. */
  static @Nullable ConfigurationFault fault(int status, String type) {
    boolean mayPass =
        status >= INTERNAL_SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    return mayPass ? null : fault(type);
  }

  static ConfigurationFault fault(String type) {
    return new ConfigurationFault(SERVICE, type);
  }

  private static <T> T answer(String action, boolean writes, OpenSearchCall<T> call) {
    try {
      return call.send();
    } catch (OpenSearchException e) {
      // Without the cause: its message may quote a document or a pattern.
      throw new UnavailableException(
          "OpenSearch refused to " + action + ": " + e.error().type() + " (" + e.status() + ")",
          writes && e.status() >= INTERNAL_SERVER_ERROR,
          fault(e.status(), e.error().type()),
          null);
    } catch (IOException | JsonException | SdkException e) {
      throw new UnavailableException(
          "OpenSearch did not answer a request to "
              + action
              + " ("
              + e.getClass().getSimpleName()
              + ")",
          writes,
          lacksCredentials(e) ? fault("NoCredentials") : null,
          e);
    }
  }

  /**
   * True if there were no credentials: any later failure has a cause or an exception type of its
   * own.
   */
  private static boolean lacksCredentials(Exception e) {
    return e.getClass() == SdkClientException.class && e.getCause() == null;
  }
}
