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
 * A folder with a folder for each index, and the catalog, which alone says what exists. It is
 * locked: the lock is the operating system's, and goes with the process, however that ends.
 */
public final class FolderStorage implements Storage {
  public static final String CATALOG = "catalog.json";
  private static final String LOCK = "search.lock";

  /** Small files that a commit merges away at once never reach the file system. */
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
   * Takes the folder for this process alone.
   *
   * @throws org.apache.lucene.store.LockObtainFailedException when it is in use
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

  /** Also removes what a crash left of indexes that were just made or deleted. */
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
  public void drop(String uuid) throws IOException {
    IOUtils.rm(folder.resolve(uuid));
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(lock, root);
  }
}
