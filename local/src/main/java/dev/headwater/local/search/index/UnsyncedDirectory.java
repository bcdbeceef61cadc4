package dev.headwater.local.search.index;

import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/**
 * Leaves it to the operating system when files reach the disk. What was written survives the death
 * of the process, but not a power failure: that may cost the last seconds or damage the index. A
 * damaged one has to be deleted, and streams fill the next with their last 24 hours only. A commit
 * would wait 50 to 100 ms for five files otherwise.
 */
final class UnsyncedDirectory extends FilterDirectory {
  UnsyncedDirectory(Directory files) {
    super(files);
  }

  @Override
  public void sync(Collection<String> names) {
    // See above.
  }

  @Override
  public void syncMetaData() {
    // See above.
  }
}
