package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.MappedField;
import dev.headwater.local.search.index.Mapping;
import dev.headwater.local.search.index.Normalizer;
import dev.headwater.local.search.index.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a query: bool with filter and must_not, term, terms, wildcard, exists, match_all. As in
 * OpenSearch, a query for an unmapped field matches nothing.
 */
final class QueryReader {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_CLAUSES = 1000;
  private static final int MAX_TERMS = 65_536;
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
      case "match_all" -> matchAll(body);
      case "bool" -> bool(body, depth);
      case "term" -> term(body);
      case "terms" -> terms(body);
      case "wildcard" -> wildcard(body);
      case "exists" -> exists(body);
      default -> throw SearchException.unsupported("The query type [" + only.getKey() + "]");
    };
  }

  private static Query matchAll(JsonObject body) {
    body.allowing();
    return MatchAllDocsQuery.INSTANCE;
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
    JsonNode value = only.getValue();
    if (value.isObject()) {
      value = JsonObject.of(body.place(), value).allowing("value").get("value");
    }
    return field == null
        ? MatchNoDocsQuery.INSTANCE
        : new TermQuery(new Term(field.name(), bytes(field, value)));
  }

  private Query terms(JsonObject body) {
    Entry<String, JsonNode> only = body.onlyMember();
    MappedField field = searchable(only.getKey());
    if (!only.getValue().isArray()) {
      throw SearchException.unsupported("[terms] with anything but an array of values");
    }
    if (only.getValue().size() > MAX_TERMS) {
      throw SearchException.illegal("[terms] has more than " + MAX_TERMS + " values");
    }
    if (field == null) {
      return MatchNoDocsQuery.INSTANCE;
    }
    var terms = new ArrayList<BytesRef>();
    only.getValue().forEach(value -> terms.add(bytes(field, value)));
    return new TermInSetQuery(field.name(), terms);
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
    JsonObject given =
        only.getValue().isObject()
            ? JsonObject.of(body.place(), only.getValue())
            : new JsonObject(body.place(), body.node().objectNode().set("value", only.getValue()));
    given.allowing("value", "wildcard", "case_insensitive");
    String pattern = given.requiredText(given.has("wildcard") ? "wildcard" : "value");
    if (pattern.length() > MAX_PATTERN_CHARS) {
      throw SearchException.illegal(
          "A pattern is longer than " + MAX_PATTERN_CHARS + " characters");
    }
    boolean ignoresCase = given.flag("case_insensitive", false);
    MappedField field = searchable(only.getKey());
    return field == null ? MatchNoDocsQuery.INSTANCE : wildcard(field, pattern, ignoresCase);
  }

  private static Query wildcard(MappedField field, String pattern, boolean ignoresCase) {
    if (!field.type().isText()) {
      throw SearchException.illegal(
          "Can only use wildcard queries on keyword, text and wildcard"
              + " fields - not on ["
              + field.name()
              + "] which is of type ["
              + field.type().mappingName()
              + "]");
    }
    boolean foldsValues = ignoresCase && field.normalizer() == Normalizer.NONE;
    Normalizer values = foldsValues ? Normalizer.LOWERCASE : Normalizer.NONE;
    Glob glob = Glob.parse(pattern, foldsValues ? values : field.normalizer());
    return glob.matchesEverything() ? has(field) : new GlobQuery(field.name(), glob, values);
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
