package dev.headwater.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.headwater.Commit;
import dev.headwater.EncodedEvent;
import dev.headwater.EventCodec;
import dev.headwater.EventLog;
import dev.headwater.StreamId;
import dev.headwater.UnreadableEventException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The events table for those who only read it: one commit is one item under the keys {@code PK} and
 * {@code SK}.
 *
 * <p>A read is one strongly consistent {@code Query}. DynamoDB ends a page at 1 MB.
 *
 * <p>Safe for use by several threads.
 */
public final class DynamoDbEventLog<E> implements EventLog<E> {
    private final DynamoDbClient client;
    private final String tableName;
    private final EventCodec<E> codec;

    public DynamoDbEventLog(DynamoDbClient client, String tableName, EventCodec<E> codec) {
        this.client = client;
        this.tableName = tableName;
        this.codec = codec;
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
        if (maxCommits < 1 || maxCommits > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " commits");
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        boolean cut = query(new CommitQuery(tableName, stream, afterVersion, maxCommits), items);
        // Only a commit that was seen proves that more follow: where DynamoDB cut the page, the
        // last one is left to the next page.
        int whole = Math.min(maxCommits, cut ? items.size() - 1 : items.size());
        List<Commit<E>> commits = items.subList(0, whole)
                .stream()
                .map(item -> decode(stream, item))
                .toList();
        return new Page<>(commits, whole < items.size());
    }

    /** Gathers items until there are two or the stream ends; true when it did not end. */
    private boolean query(CommitQuery query, List<Map<String, AttributeValue>> items) {
        QueryResponse page;
        Map<String, AttributeValue> position = Map.of();
        do {
            try {
                page = client.query(query.from(position));
            } catch (SdkException e) {
                throw SdkFailures.ofRead("read " + query.stream(), e);
            }
            items.addAll(page.items());
            position = page.lastEvaluatedKey();
        } while (items.size() < 2 && !position.isEmpty());
        return !position.isEmpty();
    }

    Commit<E> decode(StreamId stream, Map<String, AttributeValue> item) {
        Commit<EncodedEvent> stored;
        try {
            stored = CommitItem.read(item);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(stream, e);
        }
        return Commit.decode(stored, codec);
    }
}
