package dev.headwater.local.search.index;

import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/**
 * Lets the operating system decide when files reach the disk; otherwise a commit would wait 50 to
 * 100 ms for five files. Writes survive a killed process. A power failure may lose the last seconds
 * or damage the index; a damaged index must be deleted, and the streams refill only the last 24
 * hours.
 */
final class UnsyncedDirectory extends FilterDirectory {
  UnsyncedDirectory(Directory files) {
    super(files);
  }

  @Override
  public void sync(Collection<String> names) {
    // skipped on purpose, see above
  }

  @Override
  public void syncMetaData() {
    // skipped on purpose, see above
  }
}
