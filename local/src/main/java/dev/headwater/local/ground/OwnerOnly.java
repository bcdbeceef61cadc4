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

/** Restricts files to their owner, where the file system supports POSIX permissions. */
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

  /** Creates a folder, and its missing parents, that only the owner can access. */
  public static void makeFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  /**
   * Removes other users' permissions from a folder and everything in it. Symbolic links are not
   * followed, and the folder must not be one.
   *
   * @return {@code NARROWED} if others could enter the folder; if they could not, they could read
   *     none of its files either
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

  /** Returns false also for a file that has just been deleted, as Lucene does after a merge. */
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
