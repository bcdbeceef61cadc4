package dev.headwater.local.progress;

import dev.headwater.local.progress.CheckpointFile.Saved;
import java.util.Optional;

/**
 * Where a run resumes the streams.
 *
 * @param reason why it reads records again that functions may have seen; empty when it does not
 */
record Resumption(Checkpoint checkpoint, Optional<String> reason) {
  /** What is not kept is not resumed either. */
  static final Resumption NONE = new Resumption(Checkpoint.NONE, Optional.empty());

  /**
   * Resumes what the last run saved. When that run was not stopped in good order and the machine
   * has been restarted since, views or the index may lack what the checkpoint counts as done: then
   * the streams are read from their trim horizon.
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
    String death =
        isSameBoot ? "the process was killed" : "the process was killed, or the machine went down";
    return new Resumption(
        isSameBoot ? saved.checkpoint() : Checkpoint.NONE,
        Optional.of(saved.reason() == null ? death : saved.reason()));
  }
}
