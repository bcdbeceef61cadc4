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
 * A folder that keeps everything across restarts, locked against a second run. The lock is the
 * operating system's: it goes with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final Set<String> OF_FILE_SYSTEM = Set.of("lost+found", ".DS_Store");

  static final String ENDPOINTS = "endpoints.json";
  static final String BUILT_IN_SEARCH = "built-in";
  static final String NO_SEARCH = "none";

  /**
   * The folders that this process has locked. Of the process and thus static, as the system's locks
   * are: whoever closes a second channel of a lock file gives up what its process has locked
   * through the first. So a folder that is locked here is not even looked at.
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
   * Makes the folder when it is absent, for its owner alone, locks it, and removes what an unclean
   * stop left behind.
   *
   * @throws LocalCloudException when it is locked already, holds files of something else, or cannot
   *     be used
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
          "The data folder " + folder + " cannot be used: choose another one.", e);
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

  /** Each run leaves its lock file, which is empty; a file system may have made some itself. */
  private static void requireOurs(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    if (Files.isRegularFile(lock) && Files.size(lock) == 0) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !OF_FILE_SYSTEM.contains(file.getFileName().toString()))) {
        throw new LocalCloudException(
            "The folder "
                + folder
                + " holds files that are not"
                + " of the local cloud: choose an empty folder, or a new one.");
      }
    }
  }

  /**
   * Takes away what rights others have on the folder and its files.
   *
   * @return what there is to report
   */
  Optional<String> narrow() {
    return switch (OwnerOnly.narrow(realPath)) {
      case UNCHANGED -> Optional.empty();
      case NARROWED ->
          Optional.of("other users could read the data folder " + folder + ": now they cannot");
      case FAILED ->
          Optional.of(
              "WARNING: other users can read the data folder "
                  + folder
                  + ", and its rights cannot be changed");
    };
  }

  private static LocalCloudException inUse(Path folder) {
    return new LocalCloudException(
        "The data folder "
            + folder
            + " is in use by another run:"
            + " stop that one, or choose another folder.");
  }

  Path tables() {
    return folder.resolve("tables");
  }

  Path search() {
    return folder.resolve("search");
  }

  /**
   * Notes where this run's functions write what is searched. When the last run's wrote it
   * elsewhere, or it is gone, the checkpoint goes too, and before the note changes: so a checkpoint
   * tells how far the streams were read into the very place that is noted.
   *
   * @param place {@link #BUILT_IN_SEARCH}, the URL of a server, or {@link #NO_SEARCH}
   * @return whether the streams have to be read again, so that it is filled
   */
  boolean searchIn(String place) {
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
          "The data folder " + folder + " cannot be used: look at its rights.", e);
    }
  }

  Path checkpoint() {
    return folder.resolve("checkpoint.json");
  }

  /**
   * Says where things listen, in one step: a reader sees all of it or nothing.
   *
   * @return takes it back
   */
  AutoCloseable publish(Endpoints endpoints) {
    Path file = folder.resolve(ENDPOINTS);
    try {
      Path draft = Files.writeString(folder.resolve(ENDPOINTS + ".new"), endpoints.toJson());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return () -> Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalCloudException(
          "The data folder " + folder + " cannot be written: make room, or choose another one.", e);
    }
  }

  /** Unlocks, with all that the run left for its owner alone. */
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
