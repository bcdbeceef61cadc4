package dev.headwater.cli;

import java.io.PrintWriter;
import java.util.Map;

import dev.headwater.StoredView;
import dev.headwater.dynamodb.ViewAudit;
import dev.headwater.dynamodb.ViewDifference;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** One JSON document, written as it goes on: there may be more differences than memory. */
final class JsonDifferences implements DifferencesReport {
    private final PrintWriter out;
    private final JsonGenerator json;
    private final Shown shown;

    JsonDifferences(PrintWriter out, Shown shown) {
        this.out = out;
        this.shown = shown;
        this.json = JsonMapper.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build()
                .createGenerator(out);
        json.writeStartObject();
        json.writeArrayPropertyStart("differences");
    }

    @Override
    public void add(ViewDifference difference) {
        json.writeStartObject();
        json.writeStringProperty("kind", DifferencesReport.kind(difference));
        json.writeStringProperty("projection", difference.readModel());
        json.writeStringProperty("stream", difference.stream());
        if (difference.storedVersion() != StoredView.NO_VERSION) {
            json.writeNumberProperty("storedVersion", difference.storedVersion());
        }
        json.writeNumberProperty("logVersion", difference.logVersion());
        writeFields(difference.fields());
        json.writeBooleanProperty("mended", difference.mended());
        json.writeEndObject();
    }

    private void writeFields(Map<String, StoredView.Difference> fields) {
        switch (shown) {
            case VERSIONS -> {
            }
            case FIELD_NAMES -> {
                json.writeArrayPropertyStart("fields");
                fields.keySet().stream().sorted().forEach(json::writeString);
                json.writeEndArray();
            }
            case VALUES -> {
                json.writeObjectPropertyStart("fields");
                fields.forEach((name, values) -> {
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
        json.writeEndArray();
        json.writeNumberProperty("streams", summary.streams());
        json.writeNumberProperty("views", summary.views());
        json.writeNumberProperty("different", summary.wrong());
        json.writeNumberProperty("mended", summary.mended());
        json.writeNumberProperty("remaining", summary.remaining());
        json.writeEndObject();
        json.flush();
        out.println();
    }

    @Override
    public void close() {
        json.close();
        out.flush();
    }
}
