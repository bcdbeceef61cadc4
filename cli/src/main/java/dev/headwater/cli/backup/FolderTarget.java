package dev.headwater.cli.backup;

import dev.headwater.local.ground.OwnerOnly;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A backup as a folder of files that only their owner can read. */
final class FolderTarget implements BackupTarget {
  private final Path folder;

  private FolderTarget(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder.
   *
   * @throws BackupException if there is something in its place already
   */
  static FolderTarget in(Path folder) {
    try {
      if (Files.exists(folder) && !isEmptyFolder(folder)) {
        throw new BackupException(
            folder + " is there already and is not an empty folder: name another");
      }
      OwnerOnly.makeFolder(folder);
    } catch (IOException e) {
      throw new BackupException("The folder " + folder + " cannot be created", e);
    }
    return new FolderTarget(folder);
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(file);
    OwnerOnly.narrow(file);
    return new DurableFile(file);
  }

  @Override
  public void complete() {
    // The manifest is there.
  }

  /** Without a manifest, the folder is known to be incomplete. */
  @Override
  public void close() {
    // There is nothing to close.
  }

  /** A file whose content is on the disk when it is closed. */
  static final class DurableFile extends OutputStream {
    private final FileOutputStream file;

    DurableFile(Path path) throws IOException {
      file = new FileOutputStream(path.toFile());
    }

    @Override
    public void write(int single) throws IOException {
      file.write(single);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      try (file) {
        if (file.getChannel().isOpen()) {
          file.getFD().sync();
        }
      }
    }
  }
}
