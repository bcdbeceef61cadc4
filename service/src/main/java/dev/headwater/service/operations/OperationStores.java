package dev.headwater.service.operations;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.audit.CommitScan;
import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.host.Host;
import dev.headwater.relay.EventPublisher;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.status.StatusSources;
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
   * The same rebuild, but one that writes nothing and estimates what the rebuild would use.
   *
   * @param unitsPerSecond the capacity units per second on the views table; 0 means no limit
   */
  <V, E> RebuildDryRun rebuildDryRun(View<V, E> view, int unitsPerSecond);

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

  /** The service's dead-letter queues: those of its projections, and the relay's two. */
  List<DeadLetters> deadLetters();

  /** The letters that operators took out of them. */
  LetterArchive letterArchive();

  /** All commits, as they are stored. */
  CommitScan commits();

  /** The streams, as they are stored. */
  EventLog<EncodedEvent> storedLog();

  /**
   * Publishes events again, marked as such.
   *
   * @param projection to whose queue they go; empty for the bus
   */
  EventPublisher replaying(String projection);

  /** Whether views are searched. */
  boolean hasSearch();

  /** Creates the search index of a view if it has one that is missing, as its projector does. */
  void createIndex(View<?, ?> view);

  /**
   * One audit for each aggregate whose decider makes claims.
   *
   * @param settings that deciders are made with
   * @param takeOver whether the claims table may hold the claims of another events table
   */
  List<ClaimAudit<?, ?>> claimAudits(Settings settings, boolean takeOver);

  /** Lets a repair fill a claims table that holds the claims of another events table. */
  void takeOverClaims();

  /** Whether the claims table was never filled from the events that there are. */
  boolean claimsWereNeverFilled();

  /** Where to look to see how the service is. */
  StatusSources status();
}
