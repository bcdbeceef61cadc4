package dev.headwater.local.search.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Documents with versions, in Lucene.
 *
 * <p><b>Order.</b> One lock makes the check of a version and the write that it allows one step.
 * {@link #settle} then makes durable, and visible to look-ups and searches, all that was written
 * before: it waits for a Lucene commit. Callers that wait at the same time share the next commit,
 * so that many small writes side by side do not pay for one each. A conflict, too, is told only
 * after {@code settle}: the version that it conflicts with may not be durable before.
 *
 * <p>The version of a document is looked up in the index. Writes that are not visible yet are kept
 * beside it until they are.
 */
public final class DocumentIndex implements Closeable {
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private final ReentrantLock writes = new ReentrantLock();
  private final Map<String, Invisible> invisible = new HashMap<>();
  private long written;

  private final ReentrantLock commits = new ReentrantLock();
  private long settled;

  private DocumentIndex(Directory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, new Searchers());
  }

  /**
   * @param number of the write, counted from the start of this process
   */
  private record Invisible(long version, long number) {}

  /** Something to be done with what is visible. */
  public interface Reading<T> {
    public T read(IndexSearcher searcher) throws IOException;
  }

  /** Searchers without a cache: the time of a search does not depend on the searches before. */
  private static final class Searchers extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      var searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }

  static DocumentIndex create(Directory directory) throws IOException {
    return open(directory, OpenMode.CREATE);
  }

  /**
   * @throws IOException when it is damaged or not there; every file's checksum is looked at
   */
  static DocumentIndex open(Directory directory) throws IOException {
    return open(directory, OpenMode.APPEND);
  }

  private static DocumentIndex open(Directory directory, OpenMode mode) throws IOException {
    var writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setOpenMode(mode)
                .setMaxFullFlushMergeWaitMillis(0)
                .setMergePolicy(merges()));
    DocumentIndex index = null;
    try {
      writer.commit();
      index = new DocumentIndex(directory, writer);
      index.read(searcher -> checked(searcher.getIndexReader()));
      return index;
    } catch (IOException | RuntimeException damaged) {
      IOUtils.closeWhileHandlingException(index == null ? null : index.searchers);
      writer.rollback();
      throw damaged;
    }
  }

  /** Lucene's default would merge megabytes again and again for a few documents each. */
  private static TieredMergePolicy merges() {
    var merges = new TieredMergePolicy();
    merges.setFloorSegmentMB(1);
    return merges;
  }

  private static boolean checked(IndexReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      if (leaf.reader() instanceof CodecReader segment) {
        segment.checkIntegrity();
      }
    }
    return true;
  }

  /** Writes unless the version forbids it; to be followed by {@link #settle}. */
  public WriteOutcome write(DocumentWrite write) throws IOException {
    writes.lock();
    try {
      long current = currentVersion(write.id());
      if (!write.versionType().allows(current, write.version())) {
        return new WriteOutcome.Conflict(current);
      }
      var document = new Document();
      StoredDocument.fields(write).forEach(document::add);
      write.fields().forEach(document::add);
      writer.updateDocument(new Term(StoredDocument.ID, write.id()), document);
      written++;
      invisible.put(write.id(), new Invisible(write.version(), written));
      return current == DocumentLookup.NO_VERSION
          ? new WriteOutcome.Created()
          : new WriteOutcome.Updated();
    } finally {
      writes.unlock();
    }
  }

  /**
   * Deletes unless the version forbids it; to be followed by {@link #settle}. Unlike OpenSearch,
   * which remembers the version for a minute, this forgets it at once.
   */
  public WriteOutcome delete(String id, long version, VersionType versionType) throws IOException {
    writes.lock();
    try {
      long current = currentVersion(id);
      if (current == DocumentLookup.NO_VERSION) {
        return new WriteOutcome.NotFound();
      }
      if (!versionType.allows(current, version)) {
        return new WriteOutcome.Conflict(current);
      }
      writer.deleteDocuments(new Term(StoredDocument.ID, id));
      written++;
      invisible.put(id, new Invisible(DocumentLookup.NO_VERSION, written));
      return new WriteOutcome.Deleted();
    } finally {
      writes.unlock();
    }
  }

  private long currentVersion(String id) throws IOException {
    Invisible latest = invisible.get(id);
    return latest != null
        ? latest.version()
        : read(searcher -> DocumentLookup.version(searcher.getIndexReader(), id));
  }

  /** Returns when all that was written before is durable and visible. */
  public void settle() throws IOException {
    long needed = written();
    commits.lock();
    try {
      if (settled >= needed) {
        return;
      }
      long covered = written();
      writer.commit();
      searchers.maybeRefreshBlocking();
      forget(covered);
      settled = covered;
    } finally {
      commits.unlock();
    }
  }

  private long written() {
    writes.lock();
    try {
      return written;
    } finally {
      writes.unlock();
    }
  }

  private void forget(long visible) {
    writes.lock();
    try {
      invisible.values().removeIf(write -> write.number() <= visible);
    } finally {
      writes.unlock();
    }
  }

  /** Reads one state of the index, however others write meanwhile. */
  public <T> T read(Reading<T> reading) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return reading.read(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Not after a failed write, as on a full disk: Lucene takes no other one then. */
  boolean isOpen() {
    return writer.isOpen();
  }

  /** Opens the same files anew, when this is open no more; what was acknowledged is in them. */
  DocumentIndex reopened() throws IOException {
    searchers.close();
    writer.rollback(); // waits for Lucene to let go of them
    return open(directory);
  }

  /** What was acknowledged is durable already; anything else is dropped. */
  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
