package dev.headwater.opensearch;

import dev.headwater.host.RedactedException;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.IndexedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * Stores views on OpenSearch, one document each, and searches them by patterns.
 *
 * <p>The newest view wins: a document has its view's version, and OpenSearch replaces a document
 * only by a newer version ({@code version_type=external}). Saving is therefore idempotent. A load
 * sees a saved view immediately; searches and counts see it after the next refresh of the index,
 * within about a second.
 *
 * <p>A removed view stays as a tombstone, a document without content that no search finds, because
 * OpenSearch remembers a deleted version only for a minute ({@code index.gc_deletes}).
 *
 * <p>If the index does not exist, searches find nothing, and loads and saves throw {@link
 * UnavailableException}. {@link OpenSearchIndices} creates it.
 *
 * <p>Thread-safe.
 */
public final class OpenSearchIndex<V> implements ViewStore<V>, SearchIndex<V> {

  /** The limit for one request; a projector's batches are far smaller. */
  static final int MAX_DOCUMENTS = 1000;

  private final OpenSearchClient client;
  private final String index;
  private final SearchFormat<V> format;
  private final SearchQueries queries;

  /**
   * @param index a {@link OpenSearchIndices#writeAlias} for saving; searches also accept the read
   *     alias
   */
  public OpenSearchIndex(OpenSearchClient client, String index, SearchFormat<V> format) {
    this.client = client;
    this.index = index;
    this.format = format;
    this.queries = new SearchQueries(index, format.keyName());
  }

  @Override
  public boolean newestWins() {
    return true;
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    Map<String, VersionedView<V>> found = new HashMap<>();
    List<String> ids = aggregateIds.stream().distinct().toList();
    for (int from = 0; from < ids.size(); from += MAX_DOCUMENTS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MAX_DOCUMENTS));
      var answer =
          OpenSearchCall.read(
              "load views from " + index,
              () -> client.mget(get -> get.index(index).ids(some), Document.class));
      answer.docs().forEach(item -> read(item, found));
    }
    return found;
  }

  private void read(MultiGetResponseItem<Document> item, Map<String, VersionedView<V>> found) {
    var result = LoadAnswer.result(item, index);
    if (result.found()) {
      found.put(result.id(), view(result.id(), result.source(), result.version()));
    }
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    List<Saved> parts = new ArrayList<>();
    List<BulkOperation> writes = new ArrayList<>(changes.size());
    for (ViewChange<V> change : changes) {
      try {
        writes.add(write(change));
      } catch (IllegalArgumentException e) {
        parts.add(
            Saved.refusing(
                change.aggregateId(), "The view cannot be stored: " + RedactedException.reason(e)));
      }
    }
    UnavailableException failure = null;
    for (int from = 0; from < writes.size(); from += MAX_DOCUMENTS) {
      try {
        parts.add(bulk(writes.subList(from, Math.min(writes.size(), from + MAX_DOCUMENTS))));
      } catch (UnavailableException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Saved.of(parts);
  }

  private BulkOperation write(ViewChange<V> change) {
    String id = change.aggregateId();
    Document document = Document.of(id, change.next(), format);
    return BulkOperation.of(
        operation ->
            operation.index(
                write ->
                    write
                        .id(id)
                        .version(change.next().version())
                        .versionType(
                            change.overForeign() ? VersionType.ExternalGte : VersionType.External)
                        .document(document)));
  }

  private Saved bulk(List<BulkOperation> writes) {
    return BulkAnswer.saved(
        OpenSearchCall.write(
            "save views in " + index,
            () -> client.bulk(bulk -> bulk.index(index).requireAlias(true).operations(writes))));
  }

  /** One request, answered by all shards or not at all. */
  @Override
  public SortedPage<IndexedView<V, SearchPosition>, SearchPosition> search(PatternSearch search) {
    return OpenSearchCall.find(
            "search in " + index, () -> client.search(queries.search(search), Document.class))
        .map(answer -> page(answer, search.limit()))
        .orElseGet(() -> new SortedPage<>(List.of(), null));
  }

  private SortedPage<IndexedView<V, SearchPosition>, SearchPosition> page(
      SearchResponse<Document> answer, int limit) {
    OpenSearchCall.requireComplete(index, answer.timedOut(), answer.shards());
    return SortedPage.first(
        limit, answer.hits().hits().stream().map(this::indexed).toList(), IndexedView::place);
  }

  private IndexedView<V, SearchPosition> indexed(Hit<Document> hit) {
    SearchPosition position =
        new SearchPosition(hit.sort().getFirst().stringValue(), hit.sort().getLast().stringValue());
    return new IndexedView<>(
        position.id(), position, view(position.id(), hit.source(), hit.version()));
  }

  /**
   * As of the last refresh of the index.
   *
   * @param terms values that fields of type {@link SearchField#TERM} must have
   */
  @Override
  public long count(Map<String, String> terms) {
    return OpenSearchCall.find(
            "count in " + index,
            () -> client.count(count -> count.index(index).query(SearchQueries.all(terms))))
        .map(
            answer -> {
              OpenSearchCall.requireComplete(index, false, answer.shards());
              return answer.count();
            })
        .orElse(0L);
  }

  private VersionedView<V> view(String id, @Nullable Document document, @Nullable Long version) {
    return Objects.requireNonNull(document, "OpenSearch left out the document")
        .view(id, Objects.requireNonNull(version, "OpenSearch left out the version"), format);
  }
}
