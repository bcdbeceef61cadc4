package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.SearchException;
import dev.headwater.local.search.index.VersionType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a bulk request line by line. As in OpenSearch, an error in an action line refuses the whole
 * bulk. Does not parse documents.
 */
final class BulkReader {
  private static final int MAX_ID_BYTES = 512;

  private final byte[] bytes;
  private final int end;
  private int at;

  private BulkReader(BytesRef body) {
    this.bytes = body.bytes;
    this.at = body.offset;
    this.end = body.offset + body.length;
  }

  static List<BulkOperation> read(BytesRef body) {
    if (body.length == 0) {
      throw SearchException.invalid("no requests added");
    }
    if (body.bytes[body.offset + body.length - 1] != '\n') {
      throw SearchException.illegal("The bulk request must be terminated by a newline [\\n]");
    }
    var reader = new BulkReader(body);
    var operations = new ArrayList<BulkOperation>();
    while (reader.at < reader.end) {
      reader.readInto(operations);
    }
    return operations;
  }

  private void readInto(List<BulkOperation> operations) {
    BytesRef line = nextLine();
    if (line.length == 0) {
      return;
    }
    Entry<String, JsonNode> action = JsonObject.parse("bulk action", line).onlyMember();
    String name = action.getKey();
    if (!name.equals("index") && !name.equals("delete")) {
      throw SearchException.unsupported("The bulk action [" + name + "]");
    }
    JsonObject given =
        JsonObject.of("bulk action " + name, action.getValue())
            .allowing("_id", "version", "version_type");
    operations.add(operation(given, name.equals("delete") ? null : document()));
  }

  private BytesRef document() {
    if (at == end) {
      throw SearchException.illegal("A bulk action has no document after it");
    }
    return nextLine();
  }

  private BytesRef nextLine() {
    int begin = at;
    while (bytes[at] != '\n') {
      at++;
    }
    at++;
    return new BytesRef(bytes, begin, at - begin - 1);
  }

  private BulkOperation operation(JsonObject given, @Nullable BytesRef source) {
    String id = given.text("_id");
    if (id == null || id.isEmpty()) {
      throw SearchException.unsupported("A bulk action without [_id]");
    }
    if (id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
      throw SearchException.invalid("id is too long, must be no longer than 512 bytes");
    }
    return new BulkOperation(id, version(given), versionType(given), source);
  }

  private static long version(JsonObject given) {
    JsonNode version = given.get("version");
    if (!version.isIntegralNumber() || !version.canConvertToLong()) {
      throw SearchException.unsupported("A bulk action without a whole [version]");
    }
    if (version.longValue() < 0) {
      throw SearchException.invalid("illegal version value [" + version.longValue() + "]");
    }
    return version.longValue();
  }

  private static VersionType versionType(JsonObject given) {
    String name = given.get("version_type").asString("internal");
    for (VersionType type : VersionType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    throw SearchException.unsupported("The version type [" + name + "]");
  }
}
