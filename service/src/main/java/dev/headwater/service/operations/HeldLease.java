package dev.headwater.service.operations;

import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.UnavailableException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a run's lease during a slice of it, and notices when it is lost. */
final class HeldLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

  private final OperationsTable table;
  private final String lease;
  private final String run;
  private final ScheduledExecutorService renewing;
  private final Future<?> renewals;
  private volatile boolean lost;

  HeldLease(OperationsTable table, String lease, String run) {
    this.table = table;
    this.lease = lease;
    this.run = run;
    this.renewing =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    long millis = OperationsTable.RENEWAL.toMillis();
    this.renewals =
        renewing.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      lost |= !table.keep(lease, run);
    } catch (UnavailableException e) { // the next renewal may succeed
      LOG.warn("The lease of {} was not renewed: {}", lease, e.getMessage());
    }
  }

  boolean isLost() {
    return lost;
  }

  /** Waits for a renewal in progress, since the function may freeze afterwards. */
  @Override
  public void close() {
    renewals.cancel(false);
    renewing.close();
  }
}
