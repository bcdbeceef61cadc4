package dev.headwater.service.operations;

import org.jspecify.annotations.Nullable;

/**
 * How to import.
 *
 * @param publish whether the relay publishes the commits, or skips them
 * @param intoEmptyTable whether to refuse if the events table has any item at the beginning
 * @param commits about how many there are, to show how far the import is
 * @param rate the capacity units per second; 0 for no limit
 */
record ImportRequest(
    boolean publish,
    @Nullable Boolean intoEmptyTable,
    @Nullable Long commits,
    @Nullable Integer rate) {
  ImportRequest {
    ClaimsRequest.requireRate(rate);
  }

  boolean needsEmptyTable() {
    return Boolean.TRUE.equals(intoEmptyTable);
  }

  long expected() {
    return commits == null ? 0 : commits;
  }

  int units() {
    return rate == null ? 0 : rate;
  }
}
