package dev.headwater.cli;

import java.io.PrintWriter;
import java.util.Locale;

import dev.headwater.dynamodb.ClaimAudit;
import dev.headwater.dynamodb.ClaimFinding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON document, written as the audit goes on: there may be more findings than memory. It is
 * whole also after a failure, {@code "complete": false} then; before the first finding there is none.
 */
final class JsonFindings implements FindingsReport {
    private final PrintWriter out;
    private final JsonGenerator json;
    private boolean open;

    JsonFindings(PrintWriter out) {
        this.out = out;
        this.json = JsonMapper.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build()
                .createGenerator(out);
    }

    private void begin() {
        if (!open) {
            open = true;
            json.writeStartObject();
            json.writeArrayPropertyStart("findings");
        }
    }

    @Override
    public void add(ClaimFinding finding) {
        begin();
        json.writeStartObject();
        json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("stream", finding.stream());
        if (finding.claim() != null) {
            json.writeStringProperty("claim", finding.claim());
        }
        json.writeBooleanProperty("mended", finding.mended());
        json.writeEndObject();
    }

    @Override
    public void end(ClaimAudit.Summary summary) {
        begin();
        json.writeEndArray();
        json.writeNumberProperty("streams", summary.streams());
        json.writeNumberProperty("claims", summary.claims());
        json.writeNumberProperty("wrong", summary.wrong());
        json.writeNumberProperty("mended", summary.mended());
        json.writeNumberProperty("remaining", summary.remaining());
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
