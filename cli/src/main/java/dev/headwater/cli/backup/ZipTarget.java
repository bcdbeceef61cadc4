package dev.headwater.cli.backup;

import dev.headwater.local.ground.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A backup as one compressed file, which has its name only when it is complete. */
final class ZipTarget implements BackupTarget {
  private static final int BUFFER_BYTES = 65_536;

  private final Path file;
  private final Path part;
  private final ZipOutputStream zip;

  private ZipTarget(Path file, Path part, ZipOutputStream zip) {
    this.file = file;
    this.part = part;
    this.zip = zip;
  }

  /**
   * Begins the file, with {@code .part} behind its name; an earlier one of that name is replaced.
   *
   * @throws BackupException if the file is there already
   */
  static ZipTarget at(Path file) {
    if (Files.exists(file)) {
      throw new BackupException(file + " is there already: name another file");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      OwnerOnly.narrow(part);
      return new ZipTarget(
          file,
          part,
          new ZipOutputStream(
              new BufferedOutputStream(new FolderTarget.DurableFile(part), BUFFER_BYTES)));
    } catch (IOException e) {
      throw new BackupException("The file " + part + " cannot be written", e);
    }
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        zip.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        zip.closeEntry();
      }
    };
  }

  /** Never replaces a file that has come to be there meanwhile. */
  @Override
  public void complete() throws IOException {
    zip.close();
    if (Files.exists(file)) {
      throw new BackupException(file + " is there already: name another file");
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    try (zip) {
      Files.deleteIfExists(part);
    }
  }
}
