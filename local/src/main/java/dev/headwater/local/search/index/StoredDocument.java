package dev.headwater.local.search.index;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;

/** A document as the client sent it. */
public record StoredDocument(String id, String source) {
  static final String ID = "_id";
  public static final String VERSION = "_version";
  static final String SOURCE = "_source";

  static List<Field> fields(DocumentWrite write) {
    return List.of(
        new StringField(ID, write.id(), Field.Store.YES),
        new NumericDocValuesField(VERSION, write.version()),
        new StoredField(SOURCE, write.source()));
  }

  public static StoredDocument of(Document stored) {
    var source = stored.getBinaryValue(SOURCE);
    return new StoredDocument(
        stored.get(ID),
        new String(source.bytes, source.offset, source.length, StandardCharsets.UTF_8));
  }
}
