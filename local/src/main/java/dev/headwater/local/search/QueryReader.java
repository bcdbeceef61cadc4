package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.MappedField;
import dev.headwater.local.search.index.Mapping;
import dev.headwater.local.search.index.SearchException;
import java.util.List;
import java.util.Map.Entry;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a query: bool with filter and must_not, term, wildcard, exists. As in OpenSearch, a query
 * for an unmapped field matches nothing.
 */
final class QueryReader {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_CLAUSES = 1000;
  private static final int MAX_PATTERN_CHARS = 1000;

  private final Mapping mapping;
  private int clauses;

  private QueryReader(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * @param query a missing node matches everything
   */
  static Query read(Mapping mapping, JsonNode query) {
    return query.isMissingNode()
        ? MatchAllDocsQuery.INSTANCE
        : new QueryReader(mapping).query(query, 1);
  }

  private Query query(JsonNode given, int depth) {
    if (depth > MAX_DEPTH) {
      throw SearchException.illegal("A query is nested more than " + MAX_DEPTH + " levels");
    }
    if (++clauses > MAX_CLAUSES) {
      throw SearchException.illegal("A query has more than " + MAX_CLAUSES + " clauses");
    }
    Entry<String, JsonNode> only = JsonObject.of("query", given).onlyMember();
    JsonObject body = JsonObject.of(only.getKey() + " query", only.getValue());
    return switch (only.getKey()) {
      case "bool" -> bool(body, depth);
      case "term" -> term(body);
      case "wildcard" -> wildcard(body);
      case "exists" -> exists(body);
      default -> throw SearchException.unsupported("The query type [" + only.getKey() + "]");
    };
  }

  private Query bool(JsonObject body, int depth) {
    body.allowing("filter", "must_not");
    var query = new BooleanQuery.Builder();
    List<JsonNode> filters = body.list("filter");
    filters.forEach(filter -> query.add(query(filter, depth + 1), Occur.FILTER));
    if (filters.isEmpty()) {
      query.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
    }
    body.list("must_not").forEach(filter -> query.add(query(filter, depth + 1), Occur.MUST_NOT));
    return query.build();
  }

  private Query term(JsonObject body) {
    Entry<String, JsonNode> only = body.onlyMember();
    MappedField field = searchable(only.getKey());
    JsonNode value = JsonObject.of(body.place(), only.getValue()).allowing("value").get("value");
    return field == null
        ? MatchNoDocsQuery.INSTANCE
        : new TermQuery(new Term(field.name(), bytes(field, value)));
  }

  private static BytesRef bytes(MappedField field, JsonNode value) {
    return field
        .term(value)
        .map(BytesRef::new)
        .orElseThrow(
            () ->
                SearchException.malformed(
                    "a value for ["
                        + field.name()
                        + "] is not of type ["
                        + field.type().mappingName()
                        + "]"));
  }

  private Query wildcard(JsonObject body) {
    Entry<String, JsonNode> only = body.onlyMember();
    String pattern =
        JsonObject.of(body.place(), only.getValue()).allowing("value").requiredText("value");
    if (pattern.length() > MAX_PATTERN_CHARS) {
      throw SearchException.illegal(
          "A pattern is longer than " + MAX_PATTERN_CHARS + " characters");
    }
    MappedField field = searchable(only.getKey());
    return field == null ? MatchNoDocsQuery.INSTANCE : wildcard(field, pattern);
  }

  private static Query wildcard(MappedField field, String pattern) {
    if (!field.type().isText()) {
      throw SearchException.illegal(
          "Can only use wildcard queries on keyword, text and wildcard"
              + " fields - not on ["
              + field.name()
              + "] which is of type ["
              + field.type().mappingName()
              + "]");
    }
    Glob glob = Glob.parse(pattern, field.normalizer());
    return glob.matchesEverything() ? has(field) : new GlobQuery(field.name(), glob);
  }

  private Query exists(JsonObject body) {
    MappedField field = searchable(body.allowing("field").requiredText("field"));
    return field == null ? MatchNoDocsQuery.INSTANCE : has(field);
  }

  private static Query has(MappedField field) {
    return new TermQuery(new Term(DocumentParser.FIELD_NAMES, field.name()));
  }

  private @Nullable MappedField searchable(String name) {
    if (name.startsWith("_")) {
      throw SearchException.unsupported("A query on the field [" + name + "]");
    }
    MappedField field = mapping.field(name);
    if (field != null && !field.isIndexed()) {
      throw SearchException.illegal(
          "Cannot search on field [" + name + "] since it is not indexed.");
    }
    return field;
  }
}
