package dev.headwater.service.operations;

import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.dynamodb.audit.UnitMeter;
import dev.headwater.service.operations.internal.Totals;
import java.time.Duration;

/**
 * A rebuild of a view that writes nothing, and what it has read until now.
 *
 * @param rebuild whose targets are all estimated
 * @param events counts the read units of the events table
 * @param views counts the read units of the views table
 */
public record RebuildDryRun(ViewRebuild<?, ?> rebuild, UnitMeter events, UnitMeter views) {
  /**
   * Adds what a rebuild would use to a run's totals.
   *
   * @param reading how long the reads have taken; a rebuild makes the same ones
   */
  void addTo(Totals totals, Duration reading, ViewRebuild.Estimate writing) {
    WriteCost writes = writing.cost();
    totals.add("eventReadUnits", whole(events));
    totals.add("viewReadUnits", whole(views));
    totals.add("viewWriteUnits", writes.viewUnits());
    totals.add("listWriteUnits", writes.listUnits());
    totals.add("searchDocuments", writes.documents());
    totals.add("readMillis", reading.toMillis());
    totals.add("writeMillis", writing.time().toMillis());
  }

  private static long whole(UnitMeter meter) {
    return (long) Math.ceil(meter.units());
  }
}
