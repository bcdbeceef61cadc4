package dev.headwater.service.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to rebuild.
 *
 * @param views the names of the views; {@code null} for all
 * @param dryRun whether to write nothing, and only count
 * @param rate the capacity units per second for each table; 0 for no limit
 */
record RebuildRequest(@Nullable List<String> views, boolean dryRun, @Nullable Integer rate) {
  RebuildRequest {
    ClaimsRequest.requireRate(rate);
  }

  List<String> chosen() {
    return views == null ? List.of() : views;
  }

  int units() {
    return rate == null ? 0 : rate;
  }
}
