package dev.headwater.local.search.index;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Where indexes lie. */
public interface Storage extends Closeable {

  SavedCatalog load() throws IOException;

  /** Returns when it is durable; after a crash in the middle either state is there. */
  void save(SavedCatalog catalog) throws IOException;

  /** The directory of an index; made when it is absent. */
  Directory open(String uuid) throws IOException;

  /** Removes the directory of an index that nobody uses any more. */
  void drop(String uuid) throws IOException;

  /** Keeps nothing. */
  static Storage inMemory() {
    return new Storage() {
      @Override
      public SavedCatalog load() {
        return SavedCatalog.EMPTY;
      }

      @Override
      public void save(SavedCatalog catalog) {
        // Nothing outlives the process.
      }

      @Override
      public Directory open(String uuid) {
        return new ByteBuffersDirectory();
      }

      @Override
      public void drop(String uuid) {
        // The garbage collector does it.
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
