package dev.headwater.local.progress;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a {@link Checkpoint} waits for the next run. It is replaced in one step and left to the
 * operating system to bring to the disk: what was saved outlives the process, but a power failure
 * may leave an older one, or a damaged one. A marker beside it tells a first run from one whose
 * checkpoint is missing.
 */
final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final Path marker;

  CheckpointFile(Path file) {
    this.file = file;
    this.marker = file.resolveSibling(file.getFileName() + ".started");
  }

  /**
   * A checkpoint, and how the run ended that saved it.
   *
   * @param boot of the machine when a run saved this that had not come to a clean end; {@code null}
   *     after a clean stop
   * @param reason why a run's end was not clean, when it could say so itself
   */
  record Saved(
      Map<String, StreamCheckpoint> streams, @Nullable String boot, @Nullable String reason) {
    Saved {
      streams = Map.copyOf(streams);
    }

    static Saved clean(Checkpoint checkpoint) {
      return new Saved(checkpoint.streams(), null, null);
    }

    static Saved unclean(Checkpoint checkpoint, String boot, @Nullable String reason) {
      return new Saved(checkpoint.streams(), boot, reason);
    }

    Checkpoint checkpoint() {
      return new Checkpoint(streams);
    }
  }

  /** Whether no run has begun here before. */
  boolean isFirstRun() {
    return Files.notExists(marker);
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** What the last run saved; empty when it is missing or damaged. */
  Optional<Saved> read() {
    try {
      return exists()
          ? Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Saved.class))
          : Optional.empty();
    } catch (JacksonException e) {
      LOG.warn("The checkpoint {} cannot be read: the streams are read from the start", file);
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** From now on no run is the first one. */
  void begin() {
    try {
      if (isFirstRun()) {
        Files.createFile(marker);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Either all of it is there afterwards, or what was there before. */
  void save(Saved saved) {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(written, JSON.writeValueAsBytes(saved));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private LocalCloudException unusable(IOException cause) {
    return new LocalCloudException(
        "The checkpoint %s cannot be used: check the folder's rights, and its disk's room."
            .formatted(file),
        cause);
  }
}
