package dev.headwater.opensearch;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.StoredView;
import dev.headwater.audit.WriteEstimator;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * Lets an audit verify and repair the views on OpenSearch.
 *
 * <p>A repair replaces a document by the same or a later version ({@code
 * version_type=external_gte}), never by an older one. It deletes a document that is ahead, and
 * OpenSearch then accepts no older version for a minute ({@code index.gc_deletes}).
 *
 * <p>A scan of all views sees what a search sees: the last refresh, without tombstones. It may miss
 * documents without a key or with another document's key.
 *
 * <p>A missing index counts as empty. It is not created here.
 */
public final class OpenSearchReadModel<V> implements AuditableViews<V> {
  private static final int PAGE_DOCUMENTS = 1_000;

  /** {@code index.gc_deletes}, plus a margin because the server caches its clock. */
  private static final Duration REMEMBERS_DELETED = Duration.ofSeconds(65);

  private final String name;
  private final OpenSearchClient client;
  private final String index;
  private final SearchFormat<V> format;
  private final OpenSearchIndex<V> views;
  private final SearchQueries queries;
  private final Set<String> mapped;

  /**
   * @param name of the projection that feeds the views
   * @param index a {@link OpenSearchIndices#writeAlias}
   */
  public OpenSearchReadModel(
      String name, OpenSearchClient client, String index, SearchFormat<V> format) {
    this.name = name;
    this.client = client;
    this.index = index;
    this.format = format;
    this.views = new OpenSearchIndex<>(client, index, format);
    this.queries = new SearchQueries(index, format.keyName());
    this.mapped = new HashSet<>(format.fields().keySet());
    mapped.addAll(List.of(format.keyName(), Document.REMOVED, Document.FINGERPRINT));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ViewStore<V> views() {
    return views;
  }

  @Override
  public WriteEstimator<V> estimator() {
    return new DocumentEstimator<>(this);
  }

  @Override
  public long approximateSize() {
    return views.count(Map.of());
  }

  @Override
  public Map<String, StoredView> read(Collection<String> aggregateIds) {
    Map<String, StoredView> found = new HashMap<>();
    List<String> ids = aggregateIds.stream().distinct().toList();
    for (int from = 0; from < ids.size(); from += PAGE_DOCUMENTS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + PAGE_DOCUMENTS));
      OpenSearchCall.read(
              "load views from " + index,
              () -> client.mget(get -> get.index(index).ids(some), Document.class))
          .docs()
          .forEach(item -> read(item, found));
    }
    return found;
  }

  private void read(MultiGetResponseItem<Document> item, Map<String, StoredView> found) {
    if (LoadAnswer.lacksIndex(item)) {
      return;
    }
    var result = LoadAnswer.result(item, index);
    Document document = result.source();
    Long version = result.version();
    if (result.found() && document != null && version != null) {
      found.put(
          result.id(),
          new StoredView(
              version,
              present(document),
              "",
              isReadable(document),
              document.isForeign(format),
              true));
    }
  }

  /** Readers treat a null field as absent. */
  private static Map<String, Object> present(Document document) {
    Map<String, Object> fields = new HashMap<>(document.fields());
    fields.values().removeIf(Objects::isNull);
    return fields;
  }

  private boolean isReadable(Document document) {
    try {
      document.decode(1, format);
      return true;
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  @Override
  public StoredView form(String aggregateId, VersionedView<V> view) {
    Document document = Document.of(aggregateId, view, format);
    if (!mapped.containsAll(document.fields().keySet())) {
      throw new IllegalArgumentException(
          "The view has a field that its format does not declare: the index would refuse it");
    }
    return new StoredView(view.version(), document.fields(), "", true, false, true);
  }

  @Override
  public Page ids(@Nullable String after, int max) {
    return OpenSearchCall.find(
            "scan " + index, () -> client.search(queries.page(after, max), Document.class))
        .map(answer -> page(answer, max))
        .orElseGet(() -> new Page(List.of(), null));
  }

  private Page page(SearchResponse<Document> answer, int max) {
    OpenSearchCall.requireComplete(index, answer.timedOut(), answer.shards());
    List<Hit<Document>> hits = answer.hits().hits();
    return new Page(hits.stream().map(Hit::id).toList(), next(hits, max));
  }

  /** Documents without a key come last: there is no position to continue from. */
  private static @Nullable String next(List<Hit<Document>> hits, int max) {
    if (hits.size() < max) {
      return null;
    }
    FieldValue last = hits.getLast().sort().getFirst();
    return last.isString() ? last.stringValue() : null;
  }

  @Override
  public boolean replace(String aggregateId, StoredView wrong, VersionedView<V> right) {
    if (right.version() < wrong.version()) {
      return remove(aggregateId, wrong);
    }
    Document document;
    try {
      document = Document.of(aggregateId, right, format);
    } catch (IllegalArgumentException unstorable) {
      return false;
    }
    return write(
        BulkOperation.of(
            operation ->
                operation.index(
                    write ->
                        write
                            .id(aggregateId)
                            .version(right.version())
                            .versionType(VersionType.ExternalGte)
                            .document(document))));
  }

  @Override
  public boolean remove(String aggregateId, StoredView wrong) {
    // Unlike other writes, a delete would create a missing index, without a mapping.
    return isThere()
        && write(
            BulkOperation.of(
                operation ->
                    operation.delete(
                        delete ->
                            delete
                                .id(aggregateId)
                                .version(wrong.version())
                                .versionType(VersionType.ExternalGte))));
  }

  private boolean isThere() {
    return OpenSearchCall.read(
            "look up " + index, () -> client.indices().exists(exists -> exists.index(index)))
        .value();
  }

  private boolean write(BulkOperation operation) {
    BulkResponse answer =
        OpenSearchCall.write(
            "repair a view in " + index,
            () -> client.bulk(bulk -> bulk.index(index).requireAlias(true).operations(operation)));
    int status = answer.items().getFirst().status();
    return switch (status) {
      case 200, 201 -> true;
      // Changed or removed in the meantime, or the document is refused.
      case 409, 404, 400, 413 -> false;
      default ->
          throw new UnavailableException(
              "OpenSearch did not repair a view in " + index + " (" + status + ")",
              true,
              OpenSearchCall.fault(status, Integer.toString(status)),
              null);
    };
  }

  @Override
  public Duration remembersRemoved() {
    return REMEMBERS_DELETED;
  }
}
