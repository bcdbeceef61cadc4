package dev.headwater.local;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder that keeps everything across restarts, locked against a second process. The operating
 * system releases the lock when the process ends, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final Set<String> FILE_SYSTEM_FILES = Set.of("lost+found", ".DS_Store");

  static final String ENDPOINTS = "endpoints.json";
  static final String BUILT_IN_SEARCH = "built-in";
  static final String NO_SEARCH = "none";

  /**
   * The folders that this process has locked. Static, because the operating system's locks belong
   * to the process: closing a second channel of a lock file would release the lock of the first. So
   * a folder that is locked here must not be opened again.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path realPath;
  private final FileChannel lockFile;

  private DataFolder(Path folder, Path realPath, FileChannel lockFile) {
    this.folder = folder;
    this.realPath = realPath;
    this.lockFile = lockFile;
  }

  /**
   * Creates the folder if absent, accessible only to its owner, locks it, and removes leftovers of
   * an unclean stop.
   *
   * @throws LocalCloudException when the folder is locked already, contains foreign files, or
   *     cannot be used
   */
  static DataFolder lock(Path folder) {
    try {
      OwnerOnly.makeFolder(folder);
      requireOurs(folder);
      Path realPath = folder.toRealPath();
      if (!LOCKED_HERE.add(realPath)) {
        throw inUse(folder);
      }
      try {
        return lock(folder, realPath);
      } catch (IOException | RuntimeException e) {
        LOCKED_HERE.remove(realPath);
        throw e;
      }
    } catch (IOException e) {
      throw new LocalCloudException(
          "Cannot use the data folder " + folder + ": choose another one.", e);
    }
  }

  private static DataFolder lock(Path folder, Path realPath) throws IOException {
    FileChannel lockFile =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lockFile.tryLock() == null) {
        throw inUse(folder);
      }
      Files.deleteIfExists(folder.resolve(ENDPOINTS));
      return new DataFolder(folder, realPath, lockFile);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /** Our folders have an empty lock file. Otherwise only files of the file system are allowed. */
  private static void requireOurs(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    if (Files.isRegularFile(lock) && Files.size(lock) == 0) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !FILE_SYSTEM_FILES.contains(file.getFileName().toString()))) {
        throw new LocalCloudException(
            "The folder "
                + folder
                + " contains files that do not belong to the local cloud: choose an empty or new"
                + " folder.");
      }
    }
  }

  /**
   * Removes other users' permissions from the folder and its files.
   *
   * @return a line to print, if there is anything to report
   */
  Optional<String> narrow() {
    return switch (OwnerOnly.narrow(realPath)) {
      case UNCHANGED -> Optional.empty();
      case NARROWED ->
          Optional.of("other users could read the data folder " + folder + "; now they cannot");
      case FAILED ->
          Optional.of(
              "WARNING: other users can read the data folder "
                  + folder
                  + ", and its permissions cannot be changed");
    };
  }

  private static LocalCloudException inUse(Path folder) {
    return new LocalCloudException(
        "The data folder "
            + folder
            + " is in use by another process:"
            + " stop that process or choose another folder.");
  }

  Path tables() {
    return folder.resolve("tables");
  }

  Path queues() {
    return folder.resolve("queues");
  }

  Path search() {
    return folder.resolve("search");
  }

  /**
   * Records which search this run's functions write to. If the last run used another one, or the
   * built-in index is gone, deletes the checkpoint before it records the new one. So a checkpoint
   * always refers to the recorded search.
   *
   * @param place {@link #BUILT_IN_SEARCH}, the URL of a server, or {@link #NO_SEARCH}
   * @return whether the streams must be read again to fill the search
   */
  boolean recordSearch(String place) {
    Path note = folder.resolve("search-place");
    try {
      boolean same = Files.exists(note) && Files.readString(note).equals(place);
      if (same && !(place.equals(BUILT_IN_SEARCH) && Files.notExists(search()))) {
        return false;
      }
      boolean fill = !place.equals(NO_SEARCH);
      if (fill) {
        Files.deleteIfExists(checkpoint());
      }
      Files.writeString(note, place);
      return fill;
    } catch (IOException e) {
      throw new LocalCloudException(
          "Cannot use the data folder " + folder + ": check its permissions.", e);
    }
  }

  Path checkpoint() {
    return folder.resolve("checkpoint.json");
  }

  /**
   * Writes the endpoints to the folder, atomically.
   *
   * @return deletes them when closed
   */
  AutoCloseable publish(Endpoints endpoints) {
    Path file = folder.resolve(ENDPOINTS);
    try {
      Path draft = Files.writeString(folder.resolve(ENDPOINTS + ".new"), endpoints.toJson());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return () -> Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalCloudException(
          "Cannot write to the data folder "
              + folder
              + ": free some disk space or choose another one.",
          e);
    }
  }

  /** Makes all files of the run private to the owner, and unlocks the folder. */
  @Override
  public void close() throws IOException {
    try {
      OwnerOnly.narrow(realPath);
      lockFile.close();
    } finally {
      LOCKED_HERE.remove(realPath);
    }
  }
}
