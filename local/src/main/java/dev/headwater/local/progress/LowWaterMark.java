package dev.headwater.local.progress;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.progress.CheckpointFile.Saved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps on disk the positions up to which stream records are completely handled: their functions
 * have returned, and no work that they caused is left in memory. A start resumes the streams there,
 * so no work is lost however the process ends, and little is read again.
 *
 * <p><b>How it moves.</b> {@link #advance} asks {@link OutstandingWork} whether all work is drained
 * that may come from records up to the <em>candidate</em>, the positions of an earlier call. If so,
 * the candidate becomes the mark, the current positions become the candidate, and a cut separates
 * current work from later work. Positions are read before the cut. Work caused by a settled record
 * entered before the record was settled, so it is before the cut or has already left. Under a
 * steady load the mark lags by two calls plus twice the time that a message takes. A message that
 * stays in memory holds it back.
 *
 * <p><b>Assumptions.</b> Tables and indexes acknowledge a write only when it survives the process.
 * Records read from a stream survive it once {@link Stores#awaitDurable} has returned. The
 * operating system must keep running: the mark is not trusted after a reboot.
 *
 * <p><b>A clean stop</b> is a mark that has reached the end: all functions have returned, no
 * accepted work is lost, and every queue in memory is empty. It is trusted even after a reboot.
 * Close this after everything that may still send to a queue, and before the queues. One gap
 * remains: a client's own message to a queue between the last check and the end of the queues is
 * lost unnoticed.
 */
public final class LowWaterMark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LowWaterMark.class);

  private final OutstandingWork work;
  private final Stores stores;
  private final @Nullable CheckpointFile file;
  private final boolean first;
  private final String boot;
  private final Resumption resumption;
  private Checkpoint mark;
  private Checkpoint candidate;
  private @Nullable Checkpoint end;
  private boolean begun;
  private boolean failing;

  private LowWaterMark(OutstandingWork work, Stores stores, @Nullable CheckpointFile file) {
    this.work = work;
    this.stores = stores;
    this.file = file;
    this.boot = file == null ? "" : BootId.current();
    this.first = file == null || file.isFirstRun();
    this.resumption = file == null ? Resumption.NONE : Resumption.of(file, boot);
    this.mark = resumption.checkpoint();
    this.candidate = mark;
  }

  /**
   * What the mark needs from the tables and queues.
   *
   * @param awaitDurable returns once everything read so far survives the process
   * @param unsavedQueues the names of the queues with messages that end with the process, sorted
   */
  public record Stores(Runnable awaitDurable, Supplier<List<String>> unsavedQueues) {}

  /**
   * Reads the mark of the last run. Changes nothing until {@link #begin}, so that a failed start
   * leaves it as it was.
   *
   * @param checkpointFile {@code null} when this run persists nothing
   * @throws LocalCloudException when the file cannot be read
   */
  public static LowWaterMark of(
      OutstandingWork work, Stores stores, @Nullable Path checkpointFile) {
    return new LowWaterMark(
        work, stores, checkpointFile == null ? null : new CheckpointFile(checkpointFile));
  }

  /** A sentence on what this run reads again and why; empty after a clean stop. */
  public Optional<String> rereading() {
    return resumption
        .reason()
        .map(
            reason ->
                "the last stop was not clean (%s): reading the streams again%s"
                    .formatted(
                        reason,
                        resumed().equals(Checkpoint.NONE) ? "" : " from the last checkpoint"));
  }

  /** Where the streams resume; shards not listed resume at their trim horizon. */
  public Checkpoint resumed() {
    return resumption.checkpoint();
  }

  /** Whether there was no earlier run; always true when this run persists nothing. */
  public boolean isFirstRun() {
    return first;
  }

  /** Whether the mark is kept on disk, so that {@link #advance} has an effect. */
  public boolean isPersistent() {
    return file != null;
  }

  /**
   * Call before functions get events: from now on, the stop counts as unclean unless {@link #close}
   * records otherwise. If the last run's file cannot be replaced, it stays; resuming from it is
   * safe.
   *
   * @throws LocalCloudException when this is the first run and its marker cannot be written
   */
  public synchronized void begin() {
    if (file != null) {
      file.begin();
      save(file, mark);
      begun = true;
    }
  }

  /**
   * Moves the mark as far as is safe. If the file cannot be written, the mark stays where it is.
   *
   * @param settled reads the current positions
   */
  public synchronized void advance(Supplier<Checkpoint> settled) {
    if (file == null || !work.isDrained()) {
      return;
    }
    if (!candidate.equals(mark)) {
      save(file, candidate);
    }
    Checkpoint now = settled.get();
    if (!now.equals(candidate)) {
      candidate = now;
      work.cut();
    }
  }

  private void save(CheckpointFile target, Checkpoint safe) {
    try {
      stores.awaitDurable().run();
      target.save(Saved.unclean(safe, boot, null));
      mark = safe;
      failing = false;
    } catch (SdkException | LocalCloudException e) {
      if (!failing) {
        LOG.warn(
            "Cannot write the checkpoint: if this process is killed, the next start reads the"
                + " streams again from an older one",
            RedactedException.of(e));
      }
      failing = true;
    }
  }

  /** Call when the event source mappings have stopped; everything up to here is settled. */
  public synchronized void reached(Checkpoint checkpoint) {
    end = checkpoint;
  }

  @Override
  public synchronized void close() {
    if (file == null || !begun) {
      return;
    }
    try {
      file.save(last());
    } catch (LocalCloudException e) {
      LOG.warn(
          "Cannot write the last checkpoint: the next start reads the streams again"
              + " from an older one",
          RedactedException.of(e));
    }
  }

  private Saved last() {
    try {
      String reason = uncleanReason();
      stores.awaitDurable().run();
      return end != null && reason.isEmpty()
          ? Saved.clean(end)
          : Saved.unclean(work.isDrained() ? candidate : mark, boot, reason);
    } catch (SdkException | LocalCloudException e) {
      LOG.warn(
          "The tables or queues do not respond: the next start reads the streams again"
              + " from an older checkpoint",
          RedactedException.of(e));
      return Saved.unclean(mark, boot, "the tables or queues did not respond");
    }
  }

  /** Why the stop is not clean; empty if it is. */
  private String uncleanReason() {
    if (end == null) {
      return "function calls did not end in time";
    }
    if (work.isLost()) {
      return "accepted events or calls could not be delivered";
    }
    List<String> left = stores.unsavedQueues().get();
    return left.isEmpty() ? "" : "messages of " + String.join(", ", left) + " were left in memory";
  }
}
