package dev.headwater.service.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param streams the only streams to export, as {@code CATEGORY#id} or, in a service with one
 *     aggregate, by their ids; {@code null} for all
 * @param rate the capacity units per second; 0 for no limit
 */
record ExportRequest(@Nullable List<String> streams, @Nullable Integer rate) {
  private static final int MAX_STREAMS = 100;

  ExportRequest {
    ClaimsRequest.requireRate(rate);
    if (streams != null && streams.size() > MAX_STREAMS) {
      throw new IllegalArgumentException("streams can be " + MAX_STREAMS + " at most");
    }
  }

  List<String> chosen() {
    return streams == null ? List.of() : streams;
  }

  int units() {
    return rate == null ? 0 : rate;
  }
}
