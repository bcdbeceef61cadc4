package dev.headwater.local.search.index;

import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;

/** Finds the one live document with an id. */
public final class DocumentLookup {
  /** Lower than any allowed version. */
  static final long NO_VERSION = -1;

  private DocumentLookup() {}

  public record Found(StoredDocument document, long version) {}

  private record Place(LeafReader segment, int document) {
    long version() throws IOException {
      NumericDocValues versions = segment.getNumericDocValues(StoredDocument.VERSION);
      if (versions == null || !versions.advanceExact(document)) {
        throw new IOException("A document without a version in segment " + segment);
      }
      return versions.longValue();
    }
  }

  static long version(IndexReader reader, String id) throws IOException {
    Optional<Place> place = place(reader, id);
    return place.isPresent() ? place.get().version() : NO_VERSION;
  }

  public static Optional<Found> find(IndexReader reader, String id) throws IOException {
    Optional<Place> place = place(reader, id);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Place found = place.get();
    Document stored = found.segment().storedFields().document(found.document());
    return Optional.of(new Found(StoredDocument.of(stored), found.version()));
  }

  private static Optional<Place> place(IndexReader reader, String id) throws IOException {
    var term = new BytesRef(id);
    for (LeafReaderContext leaf : reader.leaves()) {
      LeafReader segment = leaf.reader();
      Terms ids = segment.terms(StoredDocument.ID);
      if (ids == null) {
        continue;
      }
      TermsEnum terms = ids.iterator();
      if (terms.seekExact(term)) {
        int document = live(segment, terms.postings(null, PostingsEnum.NONE));
        if (document != DocIdSetIterator.NO_MORE_DOCS) {
          return Optional.of(new Place(segment, document));
        }
      }
    }
    return Optional.empty();
  }

  private static int live(LeafReader segment, PostingsEnum postings) throws IOException {
    var live = segment.getLiveDocs();
    int document = postings.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
      document = postings.nextDoc();
    }
    return document;
  }
}
