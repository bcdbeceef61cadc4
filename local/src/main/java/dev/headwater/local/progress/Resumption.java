package dev.headwater.local.progress;

import dev.headwater.local.progress.CheckpointFile.Saved;
import java.util.Optional;

/**
 * Where a run resumes the streams.
 *
 * @param reason why it reads records again that functions may have seen; empty if it does not
 */
record Resumption(Checkpoint checkpoint, Optional<String> reason) {
  /** For a run without a checkpoint file. */
  static final Resumption NONE = new Resumption(Checkpoint.NONE, Optional.empty());

  /**
   * Resumes from the last run's checkpoint. If that run did not stop cleanly and the machine has
   * been rebooted since, views or indexes may lack records that the checkpoint counts as handled,
   * so the streams are read from their trim horizon.
   */
  static Resumption of(CheckpointFile file, String boot) {
    Optional<Saved> last = file.read();
    if (last.isEmpty()) {
      return new Resumption(
          Checkpoint.NONE,
          file.isFirstRun()
              ? Optional.empty()
              : Optional.of(
                  file.exists() ? "its checkpoint cannot be read" : "its checkpoint is missing"));
    }
    Saved saved = last.get();
    if (saved.boot() == null) {
      return new Resumption(saved.checkpoint(), Optional.empty());
    }
    boolean isSameBoot = saved.boot().equals(boot);
    String cause =
        isSameBoot ? "the process was killed" : "the process was killed, or the machine went down";
    return new Resumption(
        isSameBoot ? saved.checkpoint() : Checkpoint.NONE,
        Optional.of(saved.reason() == null ? cause : saved.reason()));
  }
}
