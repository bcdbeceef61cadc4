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
 * Keeps on disk up to where stream records have left the local cloud for good: their functions have
 * handled them, and nothing that these caused waits in memory any more. A start resumes the streams
 * there. So nothing is lost with the process, however it ends, and little is read again.
 *
 * <p><b>How it moves.</b> {@link #advance} asks whether all has left that may come from the records
 * up to the <em>candidate</em>, the positions of an earlier call ({@link OutstandingWork}). If so,
 * the candidate becomes the mark, the positions of now become the candidate, and a cut divides what
 * is here from what comes later. Positions are read before the cut. What settled records caused
 * entered before they were settled; so it is before the cut, or has left. Under a steady load the
 * mark follows at a distance of two calls and twice the time that a message takes. A message that
 * stays, such as a dead letter, holds it back.
 *
 * <p><b>What it relies on.</b> Tables and index answer a write when it outlives the process. The
 * records that a stream has shown outlive it when {@link Stores#awaitDurable} has returned. Only
 * the operating system must live on: after another boot of the machine the mark is not trusted.
 *
 * <p><b>A clean stop</b> is a mark that has reached the end: functions came to their end, nothing
 * that was accepted is lost, and every queue is empty. It is trusted after later boots, too. Close
 * this after all that may still send to a queue, and before the queues. One gap is left: a message
 * that a client of its own sends straight to a queue between the last look and the queue's end.
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
   * @param awaitDurable returns when all that was read before outlives the process
   * @param nonEmptyQueues the names of the queues that hold any message, sorted
   */
  public record Stores(Runnable awaitDurable, Supplier<List<String>> nonEmptyQueues) {}

  /**
   * Reads the mark of the last run. It stays until {@link #begin}, so that a start that fails
   * before leaves all as it was.
   *
   * @param checkpointFile {@code null} when nothing outlives this run
   * @throws LocalCloudException when the file cannot be read
   */
  public static LowWaterMark of(
      OutstandingWork work, Stores stores, @Nullable Path checkpointFile) {
    return new LowWaterMark(
        work, stores, checkpointFile == null ? null : new CheckpointFile(checkpointFile));
  }

  /** What this run reads again and why, in a sentence; empty after a clean stop. */
  public Optional<String> rereading() {
    return resumption
        .reason()
        .map(
            reason ->
                "the last stop was not clean ("
                    + reason
                    + "): reading the streams again"
                    + (resumed().equals(Checkpoint.NONE) ? "" : " from the last checkpoint"));
  }

  /** Where the streams are resumed; a shard that it does not name, at its trim horizon. */
  public Checkpoint resumed() {
    return resumption.checkpoint();
  }

  /** Whether no run was here before; always when nothing outlives this one. */
  public boolean isFirstRun() {
    return first;
  }

  /** Whether this run leaves something behind, so that its end is worth waiting for. */
  public boolean isKept() {
    return file != null;
  }

  /**
   * From now on functions see events: only a clean stop makes this run's end a clean one. A record
   * of the run before that cannot be replaced stays: to read on from there is safe, too.
   *
   * @throws LocalCloudException when this is the first run and cannot note that it was here
   */
  public synchronized void begin() {
    if (file != null) {
      file.begin();
      save(file, mark);
      begun = true;
    }
  }

  /**
   * Moves the mark as far as is safe. When the file cannot be written, it stays where it is.
   *
   * @param settled the positions of now
   */
  public synchronized void advance(Supplier<Checkpoint> settled) {
    if (file == null || !work.hasLeft()) {
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
            "The checkpoint cannot be written: if this process is killed, the next"
                + " start reads the streams again from an older one",
            RedactedException.of(e));
      }
      failing = true;
    }
  }

  /** The event source mappings have stopped, with all before this settled. */
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
          "The last checkpoint cannot be written: the next start reads the streams again"
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
          : Saved.unclean(work.hasLeft() ? candidate : mark, boot, reason);
    } catch (SdkException | LocalCloudException e) {
      LOG.warn(
          "The tables or queues do not answer: the next start reads the streams again"
              + " from an older checkpoint",
          RedactedException.of(e));
      return Saved.unclean(mark, boot, "tables or queues did not answer at its end");
    }
  }

  /** Why this is no clean stop; empty when it is one. */
  private String uncleanReason() {
    if (end == null) {
      return "calls of functions did not end in time";
    }
    if (work.isLost()) {
      return "events or calls that were accepted could not be delivered";
    }
    List<String> left = stores.nonEmptyQueues().get();
    return left.isEmpty()
        ? ""
        : "messages were left in " + String.join(", ", left) + ": queues are in memory only";
  }
}
