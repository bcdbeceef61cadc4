package dev.headwater.local.search;

import dev.headwater.local.search.index.Catalog;
import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.SearchIndex;
import dev.headwater.local.search.index.StoredDocument;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code _search} and {@code _count}. Both see every acknowledged write. Nothing is scored: without
 * a sort, every hit has the score 1.
 */
record SearchApi(Catalog catalog) {

  Answer search(ApiRequest request) throws IOException {
    long started = System.nanoTime();
    SearchIndex index = catalog.get(request.index());
    SearchRequest search = SearchRequest.read(index.mapping(), request.json("search"));
    ObjectNode hits = index.documents().read(searcher -> hits(index.name(), search, searcher));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("took", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    answer.put("timed_out", false);
    answer.set("_shards", Answer.shards(true));
    answer.set("hits", hits);
    return Answer.ok(answer);
  }

  Answer count(ApiRequest request) throws IOException {
    SearchIndex index = catalog.get(request.index());
    JsonObject body = request.json("count").allowing("query");
    Query query = QueryReader.read(index.mapping(), body.get("query"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("count", index.documents().<Integer>read(searcher -> searcher.count(query)));
    answer.set("_shards", Answer.shards(true));
    return Answer.ok(answer);
  }

  private static ObjectNode hits(String index, SearchRequest search, IndexSearcher searcher)
      throws IOException {
    ObjectNode hits = JsonNodeFactory.instance.objectNode();
    if (search.size() == 0) {
      total(hits, search, search.countUpTo() == 0 ? 0 : searcher.count(search.query()));
      hits.putNull("max_score").putArray("hits");
      return hits;
    }
    int size = Math.min(search.size(), Math.max(1, searcher.getIndexReader().maxDoc()));
    TopFieldDocs found =
        searcher.search(
            search.query(),
            new TopFieldCollectorManager(
                search.luceneSort(), size, search.luceneAfter(), search.countUpTo()));
    total(hits, search, found.totalHits.value());
    boolean scored = search.sort().isEmpty() && found.scoreDocs.length > 0;
    hits.set("max_score", scored ? hits.numberNode(1.0) : hits.nullNode());
    ArrayNode list = hits.putArray("hits");
    var stored = searcher.storedFields();
    for (ScoreDoc hit : found.scoreDocs) {
      Document document = stored.document(hit.doc);
      ObjectNode shown = hit(index, search, (FieldDoc) hit, StoredDocument.of(document));
      if (search.versions()) {
        shown.put("_version", version(searcher, hit.doc));
      }
      list.add(shown);
    }
    return hits;
  }

  private static long version(IndexSearcher searcher, int document) throws IOException {
    List<LeafReaderContext> segments = searcher.getLeafContexts();
    LeafReaderContext segment = segments.get(ReaderUtil.subIndex(document, segments));
    NumericDocValues versions = DocValues.getNumeric(segment.reader(), StoredDocument.VERSION);
    if (!versions.advanceExact(document - segment.docBase)) {
      throw new IllegalStateException("A document without a version");
    }
    return versions.longValue();
  }

  private static void total(ObjectNode hits, SearchRequest search, long counted) {
    if (search.countUpTo() > 0) {
      hits.putObject("total")
          .put("value", Math.min(counted, search.countUpTo()))
          .put("relation", counted > search.countUpTo() ? "gte" : "eq");
    }
  }

  private static ObjectNode hit(
      String index, SearchRequest search, FieldDoc hit, StoredDocument document) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("_index", index).put("_id", document.id());
    if (search.sort().isEmpty()) {
      answer.put("_score", 1.0);
    } else {
      answer.putNull("_score");
    }
    if (search.source()) {
      Answer.addSource(answer, document.source());
    }
    if (!search.sort().isEmpty()) {
      ArrayNode values = answer.putArray("sort");
      for (Object value : hit.fields) {
        values.add(value instanceof BytesRef term ? term.utf8ToString() : null);
      }
    }
    return answer;
  }
}
