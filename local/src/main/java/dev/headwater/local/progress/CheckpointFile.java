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
 * Stores a {@link Checkpoint} for the next run. A save is atomic but not synced: it survives the
 * process, but after a power failure the file may be older or damaged. A marker file distinguishes
 * a first run from one whose checkpoint is missing.
 */
record CheckpointFile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * A checkpoint, and how the run that saved it ended.
   *
   * @param boot the boot id, saved by a run that has not stopped cleanly; {@code null} after a
   *     clean stop
   * @param reason why the stop was not clean, if the run lived to record it
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

  /** Whether there was no earlier run. */
  boolean isFirstRun() {
    return Files.notExists(beside(".started"));
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** The last run's checkpoint, or empty if it is missing or damaged. */
  Optional<Saved> read() {
    try {
      return exists()
          ? Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Saved.class))
          : Optional.empty();
    } catch (JacksonException e) {
      LOG.warn("Cannot read the checkpoint {}: reading the streams from the start", file);
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Marks the first run as begun. */
  void begin() {
    try {
      if (isFirstRun()) {
        Files.createFile(beside(".started"));
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Replaces the file atomically. */
  void save(Saved saved) {
    Path written = beside(".new");
    try {
      Files.write(written, JSON.writeValueAsBytes(saved));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private LocalCloudException unusable(IOException cause) {
    return new LocalCloudException(
        "Cannot use the checkpoint %s: check the folder's permissions and the free disk space."
            .formatted(file),
        cause);
  }
}
