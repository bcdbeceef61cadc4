package dev.headwater.local.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Files that only their owner can read, where the file system knows such rights. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final String POSIX = "posix";

  private OwnerOnly() {}

  public enum Narrowing {
    UNCHANGED,
    NARROWED,
    FAILED
  }

  /** Makes a folder, and what is missing above it, for its owner alone. */
  public static void makeFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  /**
   * Takes the rights of others away from a folder and all in it. Links are not followed: the folder
   * must not be one.
   *
   * @return whether others could enter the folder: if not, they could read none of its files
   */
  public static Narrowing narrow(Path folder) {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
      return Narrowing.UNCHANGED;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      boolean wasOpen = narrowFile(folder);
      for (Path file : (Iterable<Path>) tree::iterator) {
        narrowFile(file);
      }
      return wasOpen ? Narrowing.NARROWED : Narrowing.UNCHANGED;
    } catch (IOException | UncheckedIOException e) {
      return Narrowing.FAILED;
    }
  }

  /** A file may go meanwhile: those of an index do when they are merged. */
  private static boolean narrowFile(Path file) throws IOException {
    try {
      if (Files.isSymbolicLink(file)) {
        return false;
      }
      Set<PosixFilePermission> wanted = Files.isDirectory(file) ? FOLDER : FILE;
      Set<PosixFilePermission> found =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      if (wanted.containsAll(found)) {
        return false;
      }
      Files.setPosixFilePermissions(file, wanted);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
