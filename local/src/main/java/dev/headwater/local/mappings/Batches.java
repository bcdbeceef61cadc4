package dev.headwater.local.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts records into batches that a call can carry. */
final class Batches {
  /** Lambda's limit of a request is 6 MB; what the envelope takes is left out of it. */
  static final int MAX_BYTES = 6 * 1024 * 1024 - 1024;

  private Batches() {}

  /** In order, each as full as count and size allow; a record that is too large goes alone. */
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
