package dev.headwater.local.search.index;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Stores indexes and the catalog. */
public interface Storage extends Closeable {

  SavedCatalog load() throws IOException;

  /** Replaces the catalog atomically, and returns once it is durable. */
  void save(SavedCatalog catalog) throws IOException;

  /** The directory of an index, created if absent. */
  Directory open(String uuid) throws IOException;

  /** Deletes the directory of a closed index. */
  void delete(String uuid) throws IOException;

  /** Storage that is lost with the process. */
  static Storage inMemory() {
    return new Storage() {
      @Override
      public SavedCatalog load() {
        return SavedCatalog.EMPTY;
      }

      @Override
      public void save(SavedCatalog catalog) {
        // nothing to persist
      }

      @Override
      public Directory open(String uuid) {
        return new ByteBuffersDirectory();
      }

      @Override
      public void delete(String uuid) {
        // left to the garbage collector
      }

      @Override
      public void close() {
        // nothing to release
      }
    };
  }
}
