package dev.headwater.local.search.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.IOUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores each index in a subfolder, and the catalog, which alone determines what exists, in a file.
 * Holds an operating system lock on the folder, which ends with the process.
 */
public final class FolderStorage implements Storage {
  public static final String CATALOG = "catalog.json";
  private static final String LOCK = "search.lock";

  /** Keeps small files that a commit merges at once from reaching the file system. */
  private static final double MAX_CACHED_MERGE_MEGABYTES = 5;

  private static final double MAX_CACHED_MEGABYTES = 60;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final Directory root;
  private final Lock lock;

  private FolderStorage(Path folder, Directory root, Lock lock) {
    this.folder = folder;
    this.root = root;
    this.lock = lock;
  }

  /**
   * Locks the folder for this process.
   *
   * @throws org.apache.lucene.store.LockObtainFailedException when the folder is in use
   */
  public static FolderStorage lock(Path folder) throws IOException {
    Files.createDirectories(folder);
    Directory root = FSDirectory.open(folder);
    try {
      return new FolderStorage(folder, root, root.obtainLock(LOCK));
    } catch (IOException inUse) {
      root.close();
      throw inUse;
    }
  }

  /** Also removes leftovers of indexes that were being created or deleted during a crash. */
  @Override
  public SavedCatalog load() throws IOException {
    Path file = folder.resolve(CATALOG);
    if (Files.notExists(file) && indexFolders().isEmpty()) {
      save(SavedCatalog.EMPTY);
    }
    SavedCatalog catalog = JSON.readValue(Files.readString(file), SavedCatalog.class);
    Set<String> used =
        catalog.indices().values().stream()
            .map(SavedCatalog.SavedIndex::uuid)
            .collect(Collectors.toSet());
    for (Path index : indexFolders()) {
      if (!used.contains(String.valueOf(index.getFileName()))) {
        IOUtils.rm(index);
      }
    }
    return catalog;
  }

  private List<Path> indexFolders() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  @Override
  public void save(SavedCatalog catalog) throws IOException {
    Path written = folder.resolve(CATALOG + ".new");
    Files.writeString(written, JSON.writeValueAsString(catalog));
    IOUtils.fsync(written, false);
    Files.move(
        written,
        folder.resolve(CATALOG),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(folder, true);
  }

  @Override
  public Directory open(String uuid) throws IOException {
    return new NRTCachingDirectory(
        new UnsyncedDirectory(FSDirectory.open(folder.resolve(uuid))),
        MAX_CACHED_MERGE_MEGABYTES,
        MAX_CACHED_MEGABYTES);
  }

  @Override
  public void delete(String uuid) throws IOException {
    IOUtils.rm(folder.resolve(uuid));
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(lock, root);
  }
}
