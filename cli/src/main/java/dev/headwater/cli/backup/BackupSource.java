package dev.headwater.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where a backup is read from. */
interface BackupSource extends AutoCloseable {
  /**
   * Opens a file.
   *
   * @throws NoSuchFileException if there is none of this name
   */
  InputStream open(String name) throws IOException;

  @Override
  void close() throws IOException;

  /** A folder, or a compressed file. */
  static BackupSource of(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : new Zip(new ZipFile(path.toFile()));
  }

  /** A folder of files. */
  record Folder(Path folder) implements BackupSource {
    @Override
    public InputStream open(String name) throws IOException {
      return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** A compressed file. */
  record Zip(ZipFile zip) implements BackupSource {
    @Override
    public InputStream open(String name) throws IOException {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new NoSuchFileException(name);
      }
      return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
