package dev.headwater.local.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits records into batches that fit one call. */
final class Batches {
  /** Lambda's limit of 6 MB for a request, less room for the envelope. */
  static final int MAX_BYTES = 6 * 1024 * 1024 - 1024;

  private Batches() {}

  /** Keeps the order and fills each batch up to count and size; an oversized record goes alone. */
  static <T> List<List<T>> cut(List<T> records, int maxCount, ToIntFunction<T> bytes) {
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    long size = 0;
    for (T next : records) {
      long grown = size + bytes.applyAsInt(next);
      if (!batch.isEmpty() && (batch.size() == maxCount || grown > MAX_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        grown = bytes.applyAsInt(next);
      }
      batch.add(next);
      size = grown;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
