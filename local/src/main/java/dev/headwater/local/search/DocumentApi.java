package dev.headwater.local.search;

import dev.headwater.local.search.index.ApiError;
import dev.headwater.local.search.index.Catalog;
import dev.headwater.local.search.index.DocumentLookup;
import dev.headwater.local.search.index.DocumentWrite;
import dev.headwater.local.search.index.SearchException;
import dev.headwater.local.search.index.SearchIndex;
import dev.headwater.local.search.index.WriteOutcome;
import dev.headwater.local.search.index.WriteOutcome.Conflict;
import dev.headwater.local.search.index.WriteOutcome.Created;
import dev.headwater.local.search.index.WriteOutcome.Deleted;
import dev.headwater.local.search.index.WriteOutcome.NotFound;
import dev.headwater.local.search.index.WriteOutcome.Updated;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and looks up documents. A bulk request is answered once its writes are durable and visible
 * to look-ups and searches, whatever its {@code refresh} parameter.
 */
record DocumentApi(Catalog catalog) {
  static final String REQUIRE_ALIAS = "require_alias";
  private static final int MAX_LOOKUPS = 10_000;

  Answer bulk(ApiRequest request) throws IOException {
    long started = System.nanoTime();
    List<BulkOperation> operations = BulkReader.read(request.body());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = JsonNodeFactory.instance.arrayNode(operations.size());
    Set<SearchIndex> written = new LinkedHashSet<>();
    boolean errors = false;
    for (BulkOperation operation : operations) {
      ObjectNode item = item(operation, request, written);
      errors |= item.has("error");
      items.addObject().set(operation.action(), item);
    }
    for (SearchIndex index : written) {
      index.documents().settle();
    }
    answer.put("took", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    answer.put("errors", errors).set("items", items);
    return Answer.ok(answer);
  }

  private ObjectNode item(BulkOperation operation, ApiRequest request, Set<SearchIndex> written)
      throws IOException {
    String name = request.index();
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("_index", name).put("_id", operation.id());
    try {
      if (request.flags().contains(REQUIRE_ALIAS) && catalog.alias(name).isEmpty()) {
        throw SearchException.noSuchAlias(name);
      }
      SearchIndex index = catalog.get(name);
      item.put("_index", index.name());
      written.add(index);
      return write(operation, index, item);
    } catch (SearchException refused) {
      return failed(item, refused.error());
    }
  }

  private static ObjectNode write(BulkOperation operation, SearchIndex index, ObjectNode item)
      throws IOException {
    return switch (outcome(operation, index)) {
      case Created created -> succeeded(item, operation, "created", 201);
      case Updated updated -> succeeded(item, operation, "updated", 200);
      case Deleted deleted -> succeeded(item, operation, "deleted", 200);
      case NotFound notFound -> succeeded(item, operation, "not_found", 404);
      case Conflict(long current) -> failed(item, conflict(operation, current));
    };
  }

  private static WriteOutcome outcome(BulkOperation operation, SearchIndex index)
      throws IOException {
    BytesRef source = operation.source();
    return source == null
        ? index.documents().delete(operation.id(), operation.version(), operation.versionType())
        : index
            .documents()
            .write(
                new DocumentWrite(
                    operation.id(),
                    operation.version(),
                    operation.versionType(),
                    source,
                    new DocumentParser(index.mapping()).parse(operation.id(), source)));
  }

  private static ObjectNode succeeded(
      ObjectNode item, BulkOperation operation, String result, int status) {
    item.put("_version", operation.version()).put("result", result);
    item.set("_shards", Answer.shards(false));
    return item.put("status", status);
  }

  private static ObjectNode failed(ObjectNode item, ApiError error) {
    item.put("status", error.status()).set("error", error.cause());
    return item;
  }

  private static ApiError conflict(BulkOperation operation, long current) {
    String relation =
        switch (operation.versionType()) {
          case EXTERNAL -> "higher or equal to";
          case EXTERNAL_GTE -> "higher than";
        };
    return new ApiError(
        409,
        "version_conflict_engine_exception",
        "["
            + operation.id()
            + "]: version conflict, current version ["
            + current
            + "] is "
            + relation
            + " the one provided ["
            + operation.version()
            + "]");
  }

  Answer get(ApiRequest request) throws IOException {
    ObjectNode answer = document(catalog.get(request.index()), request.part("id"));
    return new Answer(answer.get("found").booleanValue() ? 200 : 404, answer);
  }

  Answer multiGet(ApiRequest request) throws IOException {
    List<JsonNode> ids = request.json("mget").allowing("ids").list("ids");
    if (ids.isEmpty()) {
      throw SearchException.invalid("no documents to get");
    }
    if (ids.size() > MAX_LOOKUPS) {
      throw SearchException.illegal("[mget] asks for more than " + MAX_LOOKUPS + " documents");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode documents = answer.putArray("docs");
    for (JsonNode id : ids) {
      documents.add(lookUp(request.index(), id.asString("")));
    }
    return Answer.ok(answer);
  }

  private ObjectNode lookUp(String index, String id) throws IOException {
    try {
      return document(catalog.get(index), id);
    } catch (SearchException refused) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("_index", index).put("_id", id).set("error", refused.error().cause());
      return answer;
    }
  }

  private static ObjectNode document(SearchIndex index, String id) throws IOException {
    Optional<DocumentLookup.Found> found =
        index.documents().read(searcher -> DocumentLookup.find(searcher.getIndexReader(), id));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("_index", index.name()).put("_id", id);
    found.ifPresent(each -> answer.put("_version", each.version()));
    answer.put("found", found.isPresent());
    found.ifPresent(each -> Answer.addSource(answer, each.document().source()));
    return answer;
  }
}
