package dev.headwater.cli.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes a backup, file by file, and its manifest last. Memory is bounded. A backup that is not
 * finished does not look complete: a folder lacks its manifest, a file its name.
 */
public final class BackupWriter implements AutoCloseable {
  /** A file ends after this many bytes, uncompressed. */
  static final long MAX_FILE_BYTES = 64 * 1024 * 1024;

  private static final int DIGITS = 1_000_000;

  private final BackupTarget target;
  private final Path path;
  private final InstantSource clock;
  private final Instant began;
  private final long maxFileBytes;
  private final List<Manifest.Entry> files = new ArrayList<>();
  private @Nullable OutputStream file;
  private Tally tally = new Tally();

  private BackupWriter(BackupTarget target, Path path, InstantSource clock, long maxFileBytes) {
    this.target = target;
    this.path = path;
    this.clock = clock;
    this.began = clock.instant();
    this.maxFileBytes = maxFileBytes;
  }

  /**
   * Writes to a folder, which it creates.
   *
   * @throws BackupException if the folder is not empty
   */
  public static BackupWriter toFolder(Path folder, InstantSource clock) {
    return new BackupWriter(FolderTarget.in(folder), folder, clock, MAX_FILE_BYTES);
  }

  /**
   * Writes to a compressed file.
   *
   * @throws BackupException if it is there already
   */
  public static BackupWriter toFile(Path file, InstantSource clock) {
    return new BackupWriter(ZipTarget.at(file), file, clock, MAX_FILE_BYTES);
  }

  /** The same with smaller files, for tests. */
  BackupWriter withMaxFileBytes(long bytes) {
    return new BackupWriter(target, path, clock, bytes);
  }

  /** Adds a commit in DynamoDB JSON; each stream's commits come in order. */
  public void add(JsonNode commit) {
    byte[] line = (commit + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (file != null && tally.bytes + line.length > maxFileBytes) {
        endFile();
      }
      if (file == null) {
        file = new BufferedOutputStream(target.begin(nameOf(files.size())));
      }
      file.write(line);
    } catch (IOException e) {
      throw failed(e);
    }
    tally.add(
        line, commit.path("version").path("N").asLong(0), commit.path("events").path("L").size());
  }

  private static String nameOf(int number) {
    return "commits-" + Integer.toString(DIGITS + number + 1).substring(1) + ".jsonl";
  }

  private void endFile() throws IOException {
    if (file != null) {
      String name = nameOf(files.size());
      file.close();
      file = null;
      files.add(tally.entry(name));
      tally = new Tally();
    }
  }

  /**
   * Completes the backup.
   *
   * @param selected whether only some streams were chosen
   * @param commits how many the service says that it has sent
   */
  public Manifest finish(String service, String headwater, boolean selected, long commits) {
    try {
      endFile();
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              service,
              headwater,
              began,
              clock.instant(),
              selected,
              files.stream().mapToLong(Manifest.Entry::streams).sum(),
              files.stream().mapToLong(Manifest.Entry::commits).sum(),
              files.stream().mapToLong(Manifest.Entry::events).sum(),
              files);
      if (manifest.commits() != commits) {
        throw new BackupException(
            "The service has sent "
                + commits
                + " commits, but "
                + manifest.commits()
                + " were received: begin again");
      }
      try (OutputStream last = target.begin(Manifest.NAME)) {
        last.write(manifest.json());
      }
      target.complete();
      return manifest;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BackupException failed(IOException cause) {
    return new BackupException(path + " cannot be written", cause);
  }

  @Override
  public void close() {
    try (target) {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
