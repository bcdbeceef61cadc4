package dev.headwater.service.operations;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.Host;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import java.util.List;

/**
 * What operations need of a service's stores. Every method throws {@link IllegalStateException} if
 * the function's environment or a table is refused, with a message that says what to change.
 */
public interface OperationStores {
  /** The settings that the function was deployed with. */
  Settings settings();

  Host host();

  /** What operations remember. */
  OperationsTable operations();

  /**
   * An audit of a view with its lists and, unless search is switched off, its search documents.
   *
   * @param unitsPerSecond the capacity units per second on the views table; 0 means no limit
   * @param repairing whether it may write
   */
  <V, E> ViewAudit<V, E> viewAudit(View<V, E> view, int unitsPerSecond, boolean repairing);

  /**
   * A rebuild of a view and, unless search is switched off, of its search documents.
   *
   * @param unitsPerSecond the capacity units per second on the views table; 0 means no limit
   */
  <V, E> ViewRebuild<V, E> viewRebuild(View<V, E> view, int unitsPerSecond);

  /**
   * Reads the events table as it is.
   *
   * @param unitsPerSecond the capacity units per second; 0 means no limit
   */
  CommitExport commitExport(int unitsPerSecond);

  /**
   * Writes commits to the events table.
   *
   * @param run of the import
   * @param publish whether the relay publishes the commits
   * @param unitsPerSecond the capacity units per second; 0 means no limit
   */
  CommitImport commitImport(String run, boolean publish, int unitsPerSecond);

  /** Whether views are searched. */
  boolean hasSearch();

  /** Creates the search index of a view if it has one that is missing, as its projector does. */
  void createIndex(View<?, ?> view);

  /**
   * One audit for each aggregate whose decider makes claims.
   *
   * @param settings that deciders are made with
   */
  List<ClaimAudit<?, ?>> claimAudits(Settings settings);

  /** Whether the claims table was never filled from the events that there are. */
  boolean claimsWereNeverFilled();
}
