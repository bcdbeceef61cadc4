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
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
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
 * <p><b>Order.</b> One lock makes the version check and the write atomic. {@link #settle} then
 * waits for a Lucene commit, which makes all earlier writes durable and visible to look-ups and
 * searches. Callers that wait at the same time share the next commit, so concurrent small writes do
 * not pay for one each. Report even a conflict only after {@code settle}: the version that it
 * conflicts with may not be durable yet.
 *
 * <p>The index stores the version of each document. A map holds the versions of writes that are not
 * visible yet.
 */
public final class DocumentIndex implements Closeable {
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private final ReentrantLock writes = new ReentrantLock();
  private final Map<String, PendingWrite> pending = new HashMap<>();
  private long written;

  private final ReentrantLock commits = new ReentrantLock();
  private long settled;

  private DocumentIndex(Directory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, new Searchers());
  }

  /**
   * A write that is not visible to searches yet.
   *
   * @param number counts writes since the index was opened
   */
  private record PendingWrite(long version, long number) {}

  /** Reads from one consistent state of the index. */
  public interface ReadTask<T> {
    public T read(IndexSearcher searcher) throws IOException;
  }

  /** Creates searchers without a cache, so that earlier searches do not affect timings. */
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
   * @throws IOException when the index is missing or damaged; checks every file's checksum
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

  /** With its defaults, Lucene would repeatedly merge megabytes for a few documents each. */
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

  /** Writes unless the version forbids it; call {@link #settle} before acknowledging. */
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
      pending.put(write.id(), new PendingWrite(write.version(), written));
      return current == DocumentLookup.NO_VERSION
          ? new WriteOutcome.Created()
          : new WriteOutcome.Updated();
    } finally {
      writes.unlock();
    }
  }

  /**
   * Deletes unless the version forbids it; call {@link #settle} before acknowledging. Forgets the
   * version at once, whereas OpenSearch remembers it for a minute.
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
      pending.put(id, new PendingWrite(DocumentLookup.NO_VERSION, written));
      return new WriteOutcome.Deleted();
    } finally {
      writes.unlock();
    }
  }

  private long currentVersion(String id) throws IOException {
    PendingWrite latest = pending.get(id);
    return latest != null
        ? latest.version()
        : read(searcher -> DocumentLookup.version(searcher.getIndexReader(), id));
  }

  /** Returns once all earlier writes are durable and visible. */
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
      pending.values().removeIf(write -> write.number() <= visible);
    } finally {
      writes.unlock();
    }
  }

  /** Reads one consistent state of the index, regardless of concurrent writes. */
  public <T> T read(ReadTask<T> task) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return task.read(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /**
   * False after a failed write, for instance on a full disk: Lucene then accepts no more writes.
   */
  boolean isOpen() {
    return writer.isOpen();
  }

  /** Opens the same files again after a failure; they contain all acknowledged writes. */
  DocumentIndex reopened() throws IOException {
    searchers.close();
    writer.rollback(); // waits until Lucene has released the files
    return open(directory);
  }

  /** Drops unacknowledged writes; acknowledged ones are durable already. */
  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
