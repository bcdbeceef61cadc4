package dev.headwater.cli.report;

import dev.headwater.audit.StoredView;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Prints differences as one JSON document. */
public final class JsonDifferences implements DifferencesReport {
  private final JsonDocument document;
  private final Shown shown;

  public JsonDifferences(PrintWriter out, Shown shown) {
    this.document = new JsonDocument(out, "differences");
    this.shown = shown;
  }

  @Override
  public void add(ViewDifference difference) {
    document.add(
        json -> {
          json.writeStringProperty("kind", DifferencesReport.kind(difference));
          json.writeStringProperty("projection", difference.readModel());
          json.writeStringProperty("stream", difference.stream());
          if (difference.storedVersion() != StoredView.NO_VERSION) {
            json.writeNumberProperty("storedVersion", difference.storedVersion());
          }
          json.writeNumberProperty("logVersion", difference.logVersion());
          writeFields(json, difference.fields());
          json.writeBooleanProperty("repaired", difference.repaired());
        });
  }

  private void writeFields(JsonGenerator json, Map<String, StoredView.Difference> fields) {
    switch (shown) {
      case VERSIONS -> {}
      case FIELD_NAMES -> {
        json.writeArrayPropertyStart("fields");
        fields.keySet().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
      }
      case VALUES -> {
        json.writeObjectPropertyStart("fields");
        fields.forEach(
            (name, values) -> {
              json.writeObjectPropertyStart(name);
              json.writePOJOProperty("stored", values.stored());
              json.writePOJOProperty("right", values.right());
              json.writeEndObject();
            });
        json.writeEndObject();
      }
    }
  }

  @Override
  public void end(ViewAudit.Summary summary) {
    document.end(
        json -> {
          json.writeNumberProperty("streams", summary.streams());
          json.writeNumberProperty("views", summary.views());
          json.writeNumberProperty("different", summary.wrong());
          json.writeNumberProperty("repaired", summary.repaired());
          json.writeNumberProperty("remaining", summary.remaining());
        });
  }

  @Override
  public void close() {
    document.close();
  }
}
