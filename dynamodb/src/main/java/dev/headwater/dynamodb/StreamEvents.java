package dev.headwater.dynamodb;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.headwater.RedactedException;
import dev.headwater.StreamRecord;
import dev.headwater.StreamRecord.ItemKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events that Lambda makes of the events table's stream (view type {@code NEW_IMAGE}). */
public final class StreamEvents {
    private static final JsonMapper JSON = JsonMapper.shared();

    private StreamEvents() {}

    /**
     * The commits in an event, in the order of the stream. Records of other items, and of anything
     * but an insert, are passed over.
     *
     * @throws IllegalArgumentException when this is no event of a DynamoDB stream
     */
    public static List<StreamRecord> read(InputStream event) {
        List<StreamRecord> records = new ArrayList<>();
        for (JsonNode json : records(event)) {
            JsonNode change = json.path("dynamodb");
            JsonNode keys = change.path("Keys");
            String sort = keys.path(CommitItem.SK).path("S").asString("");
            boolean inserted = json.path("eventName").asString("").equals("INSERT");
            if (inserted && sort.startsWith(CommitItem.SORT_PREFIX)) {
                String partition = keys.path(CommitItem.PK).path("S").asString("");
                records.add(record(change, new ItemKey(partition, sort)));
            }
        }
        return records;
    }

    private static JsonNode records(InputStream event) {
        try {
            JsonNode records = JSON.readTree(event).path("Records");
            if (records.isArray()) {
                return records;
            }
        } catch (JacksonException quotingIt) {
            throw new IllegalArgumentException("The event is no JSON");
        }
        throw new IllegalArgumentException("The event has no 'Records'");
    }

    private static StreamRecord record(JsonNode change, ItemKey key) {
        String sequenceNumber = change.path("SequenceNumber").asString("");
        if (sequenceNumber.isEmpty()) {
            throw new IllegalArgumentException("A record has no 'SequenceNumber'");
        }
        try {
            Map<String, AttributeValue> item = DynamoDbJson.item(change.path("NewImage"));
            return new StreamRecord.Committed(sequenceNumber, key, CommitItem.read(item));
        } catch (IllegalArgumentException e) {
            return new StreamRecord.Malformed(sequenceNumber, key,
                    "no commit: " + RedactedException.reason(e));
        }
    }
}
