package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.MappedField;
import dev.headwater.local.search.index.Mapping;
import dev.headwater.local.search.index.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;

/** Turns a document into Lucene fields, as its mapping says. */
record DocumentParser(Mapping mapping) {
  /** Holds the names of the fields that a document has, for {@code exists}. */
  static final String FIELD_NAMES = "_field_names";

  /** Lucene's limit. */
  private static final int MAX_TERM_BYTES = 32_766;

  /**
   * @throws SearchException when the document does not fit the mapping
   */
  List<IndexableField> parse(String id, BytesRef source) {
    JsonObject document = parseJson(id, source);
    var fields = new ArrayList<IndexableField>();
    for (Entry<String, JsonNode> member : document.node().properties()) {
      MappedField field = mapping.topLevel(member.getKey());
      if (field == null) {
        throw new SearchException(
            400,
            "strict_dynamic_mapping_exception",
            "mapping set to strict, dynamic introduction of ["
                + member.getKey()
                + "] within [_doc] is not allowed");
      }
      if (!member.getValue().isNull()) {
        add(field, id, member.getValue(), fields);
      }
    }
    return fields;
  }

  private static JsonObject parseJson(String id, BytesRef source) {
    try {
      return JsonObject.parse("document", source);
    } catch (SearchException notJson) {
      throw failed("failed to parse: document [" + id + "]: " + notJson.getMessage());
    }
  }

  private static void add(
      MappedField field, String id, JsonNode value, List<IndexableField> fields) {
    if (value.isArray()) {
      throw SearchException.unsupported("An array, as in field [" + field.name() + "],");
    }
    String term =
        field
            .term(value)
            .orElseThrow(
                () ->
                    failed(
                        "failed to parse field ["
                            + field.name()
                            + "] of type ["
                            + field.type().mappingName()
                            + "] in document with id '"
                            + id
                            + "'"));
    index(field, term, fields);
    field.subFields().forEach(part -> add(part, id, value, fields));
  }

  private static void index(MappedField field, String term, List<IndexableField> fields) {
    var bytes = new BytesRef(term);
    boolean isTerm = field.isIndexed() || field.hasDocValues();
    if (bytes.length > MAX_TERM_BYTES && field.type().isText() && isTerm) {
      throw SearchException.illegal(
          "Document contains at least one immense term in field=\""
              + field.name()
              + "\" (whose UTF8 encoding is longer than the max length "
              + MAX_TERM_BYTES
              + ")");
    }
    fields.add(new StringField(FIELD_NAMES, field.name(), Field.Store.NO));
    if (field.isIndexed()) {
      fields.add(new StringField(field.name(), bytes, Field.Store.NO));
    }
    if (field.type().isText() && isTerm) {
      fields.add(new SortedDocValuesField(field.name(), bytes));
    }
  }

  private static SearchException failed(String reason) {
    return new SearchException(400, "mapper_parsing_exception", reason);
  }
}
