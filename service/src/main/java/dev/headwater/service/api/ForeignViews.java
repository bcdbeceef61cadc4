package dev.headwater.service.api;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Counts the foreign views that queries met and refolded, by the name of the view. Thread-safe. */
public final class ForeignViews {
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String view, long met) {
    if (met > 0) {
      counts.computeIfAbsent(view, name -> new LongAdder()).add(met);
    }
  }

  /** Hands over what was counted since the last time. */
  public void report(ObjLongConsumer<String> report) {
    counts.forEach(
        (view, count) -> {
          long met = count.sumThenReset();
          if (met > 0) {
            report.accept(view, met);
          }
        });
  }
}
