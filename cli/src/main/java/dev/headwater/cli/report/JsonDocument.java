package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON document with one list, written element by element, so that it may be larger than memory.
 * It is well-formed even after a failure, with {@code "complete": false}; a failure before the
 * first element leaves no document.
 */
final class JsonDocument implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private final PrintWriter out;
  private final String list;
  private final JsonGenerator json;
  private boolean open;

  JsonDocument(PrintWriter out, String list) {
    this.out = out;
    this.list = list;
    this.json = JSON.createGenerator(out);
  }

  private void begin() {
    if (!open) {
      open = true;
      json.writeStartObject();
      json.writeArrayPropertyStart(list);
    }
  }

  /** Adds an element to the list. */
  void add(JsonNode element) {
    begin();
    json.writeRawValue(element.toString());
  }

  /** Writes what follows the list. Called once, after the last element. */
  void end(Consumer<JsonGenerator> properties) {
    begin();
    json.writeEndArray();
    properties.accept(json);
    finish(true);
  }

  private void finish(boolean complete) {
    open = false;
    json.writeBooleanProperty("complete", complete);
    json.writeEndObject();
    json.flush();
    out.println();
  }

  @Override
  public void close() {
    if (open) {
      json.writeEndArray();
      finish(false);
    }
    json.close();
    out.flush();
  }
}
