package dev.headwater.cli.backup;

import dev.headwater.dynamodb.backup.StoredCommit;
import dev.headwater.host.RedactedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup. Every method throws {@link BackupException} if the backup is torn, was changed,
 * or cannot be read. Memory is bounded.
 */
public final class BackupReader implements AutoCloseable {
  private static final int MAX_MANIFEST_BYTES = 64 * 1024 * 1024;

  private final Path path;
  private final BackupSource source;
  private final Manifest manifest;

  private BackupReader(Path path, BackupSource source, Manifest manifest) {
    this.path = path;
    this.source = source;
    this.manifest = manifest;
  }

  /** Opens a folder or a compressed file, and reads its manifest. */
  public static BackupReader open(Path path) {
    try {
      BackupSource source = BackupSource.of(path);
      try {
        return new BackupReader(path, source, manifest(path, source));
      } catch (BackupException | IOException e) {
        source.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new BackupException(path + " is not there", e);
    } catch (IOException e) {
      throw new BackupException(
          path + " is not a backup, or is torn: take a complete copy of it", e);
    }
  }

  private static Manifest manifest(Path path, BackupSource source) throws IOException {
    try (InputStream in = source.open(Manifest.NAME)) {
      return Manifest.read(in.readNBytes(MAX_MANIFEST_BYTES), path.toString());
    } catch (NoSuchFileException e) {
      throw new BackupException(
          path + " has no " + Manifest.NAME + ": it is not a backup, or was interrupted");
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Reads everything, and compares it with the manifest. */
  public void check() {
    long streams = 0;
    long commits = 0;
    long events = 0;
    @Nullable StoredCommit last = null;
    for (Manifest.Entry file : manifest.files()) {
      Tally tally = new Tally();
      try (CommitLines lines = lines(file)) {
        for (byte[] line = next(file, lines); line != null; line = next(file, lines)) {
          StoredCommit commit = commit(file, lines, line);
          requireOrder(file, lines, last, commit);
          tally.add(line, commit.firstVersion(), commit.events());
          last = commit;
        }
      } catch (IOException e) {
        throw failed(file, e);
      }
      if (!tally.entry(file.name()).equals(file)) {
        throw new BackupException(
            place(file)
                + " is not what "
                + Manifest.NAME
                + " says: its checksum or its counts differ, so it is torn or was changed");
      }
      streams += file.streams();
      commits += file.commits();
      events += file.events();
    }
    if (streams != manifest.streams()
        || commits != manifest.commits()
        || events != manifest.events()) {
      throw new BackupException(
          path + " has a " + Manifest.NAME + " whose counts do not add up: it was changed");
    }
  }

  private void requireOrder(
      Manifest.Entry file, CommitLines lines, @Nullable StoredCommit last, StoredCommit commit) {
    if (last != null
        && last.stream().equals(commit.stream())
        && last.lastVersion() + 1 != commit.firstVersion()) {
      throw malformed(file, lines, "it does not follow the commit before");
    }
  }

  private StoredCommit commit(Manifest.Entry file, CommitLines lines, byte[] line) {
    try {
      return StoredCommit.parse(text(line));
    } catch (IllegalArgumentException e) {
      throw malformed(file, lines, RedactedException.reason(e));
    }
  }

  private static String text(byte[] line) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(CommitLines.content(line)))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("it is not UTF-8");
    }
  }

  private byte @Nullable [] next(Manifest.Entry file, CommitLines lines) throws IOException {
    try {
      return lines.next();
    } catch (IllegalArgumentException e) {
      throw malformed(file, lines, RedactedException.reason(e));
    }
  }

  private BackupException malformed(Manifest.Entry file, CommitLines lines, String reason) {
    return new BackupException(
        place(file) + ", line " + lines.number() + " is not a commit: " + reason);
  }

  private BackupException failed(Manifest.Entry file, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new BackupException(place(file) + " is missing: the backup is incomplete", cause)
        : new BackupException(place(file) + " cannot be read: it is torn or damaged", cause);
  }

  private String place(Manifest.Entry file) {
    return path + ", " + file.name();
  }

  private CommitLines lines(Manifest.Entry file) throws IOException {
    return new CommitLines(source.open(file.name()));
  }

  /** The commits, as lines in DynamoDB JSON. Read {@link #check} first. */
  public Lines lines() {
    return new Lines();
  }

  /** All lines, file after file. */
  public final class Lines implements AutoCloseable {
    private int files;
    private @Nullable CommitLines open;

    private Lines() {}

    /** The next line; {@code null} after the last. */
    public @Nullable String next() {
      while (open != null || files < manifest.files().size()) {
        Manifest.Entry file = manifest.files().get(open == null ? files : files - 1);
        try {
          if (open == null) {
            open = lines(file);
            files++;
          }
          byte[] line = BackupReader.this.next(file, open);
          if (line != null) {
            return text(line);
          }
          open.close();
          open = null;
        } catch (IOException e) {
          throw failed(file, e);
        }
      }
      return null;
    }

    @Override
    public void close() {
      try {
        if (open != null) {
          open.close();
        }
      } catch (IOException e) {
        throw new BackupException(path + " cannot be read", e);
      }
    }
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new BackupException(path + " cannot be read", e);
    }
  }
}
