package dev.headwater.service.operations;

import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.HeadwaterException;
import dev.headwater.host.Host;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a run's lease during a slice of it, and notices when the run no longer has it. */
final class HeldLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

  private final OperationsTable table;
  private final String operation;
  private final String run;
  private final Host host;
  private final ScheduledExecutorService renewing;
  private final Future<?> renewals;
  private volatile Instant lastRenewal;
  private volatile boolean lost;

  /** For a run that has just taken the lease. */
  HeldLease(OperationsTable table, String operation, String run, Host host) {
    this.table = table;
    this.operation = operation;
    this.run = run;
    this.host = host;
    this.lastRenewal = host.clock().instant();
    this.renewing =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    long millis = OperationsTable.RENEWAL.toMillis();
    this.renewals =
        renewing.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A failure may pass before the lease ends, so it only counts when it lasts. */
  private void renew() {
    try {
      renewNow();
    } catch (HeadwaterException e) {
      LOG.warn("The lease of {} was not renewed: {}", operation, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The lease of {} was not renewed: {}", operation, e.getClass().getName());
    }
  }

  /**
   * Renews the lease once more.
   *
   * @return false if it is lost
   */
  boolean renewNow() {
    if (table.renew(operation, run)) {
      lastRenewal = host.clock().instant();
    } else {
      lost = true;
    }
    return !lost;
  }

  /** Whether the lease was given back, taken by another run, or has ended. */
  boolean isLost() {
    return lost || host.elapsedSince(lastRenewal).compareTo(OperationsTable.LEASE) > 0;
  }

  /** Waits for a renewal in progress, since the function may freeze afterwards. */
  @Override
  public void close() {
    renewals.cancel(false);
    renewing.close();
  }
}
