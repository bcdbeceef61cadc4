package dev.headwater.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.headwater.Commit;
import dev.headwater.CommitTooLargeException;
import dev.headwater.EncodedEvent;
import dev.headwater.EventCodec;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.PublishedSize;
import dev.headwater.RecordedEvent;
import dev.headwater.StreamId;
import dev.headwater.UnreadableEventException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The event store on a DynamoDB table with the keys {@code PK} and {@code SK}: one commit is one
 * item.
 *
 * <p>An append is one {@code PutItem} under the condition that no item has the key of the commit's
 * first version. When it fails, the item that is there comes with the failure: no second request.
 * A write that succeeded although its reply was lost, and that the SDK therefore repeated, is
 * answered with a conflict whose commit is the caller's own.
 *
 * <p>A read is one strongly consistent {@code Query}. DynamoDB ends a page at 1 MB.
 *
 * <p>Numbers of a payload have at most 38 digits, and its values nest at most 28 levels; anything
 * else, and whatever DynamoDB would refuse at every attempt, is an {@link
 * IllegalArgumentException} and nothing is written.
 *
 * <p>Safe for use by several threads.
 */
public final class DynamoDbEventStore<E> implements EventStore<E> {
    private final DynamoDbClient client;
    private final String tableName;
    private final EventCodec<E> codec;
    private final Limits limits;

    public DynamoDbEventStore(DynamoDbClient client, String tableName, EventCodec<E> codec) {
        this(client, tableName, codec, Limits.DOCUMENTED);
    }

    public DynamoDbEventStore(DynamoDbClient client, String tableName, EventCodec<E> codec,
            Limits limits) {
        this.client = client;
        this.tableName = tableName;
        this.codec = codec;
        this.limits = limits;
    }

    @Override
    public AppendResult<E> append(Commit<E> commit) {
        Commit<EncodedEvent> encoded = Commit.encode(commit, codec);
        Map<String, AttributeValue> item = CommitItem.write(encoded);
        limits.check(encoded, item);
        PutItemRequest request = PutItemRequest.builder()
                .tableName(tableName)
                .item(item)
                .conditionExpression("attribute_not_exists(PK)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            client.putItem(request);
            return new Appended<>();
        } catch (ConditionalCheckFailedException e) {
            return new Conflict<>(decode(commit.stream(), e.item()));
        } catch (SdkException e) {
            throw SdkFailures.ofWrite("append to " + commit.stream(), e);
        }
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

    private Commit<E> decode(StreamId stream, Map<String, AttributeValue> item) {
        Commit<EncodedEvent> stored;
        try {
            stored = CommitItem.read(item);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(stream, e);
        }
        return Commit.decode(stored, codec);
    }

    /**
     * What is checked before a write.
     *
     * @param maxItemBytes of a commit's item
     * @param maxEntryBytes of each of its events on the bus
     */
    public record Limits(long maxItemBytes, long maxEntryBytes) {
        /** 400 KB for an item, 256 KB for an entry, as AWS documents them. */
        public static final Limits DOCUMENTED = new Limits(400 * 1024, 256 * 1024);

        private void check(Commit<EncodedEvent> commit, Map<String, AttributeValue> item) {
            for (RecordedEvent<EncodedEvent> event : commit.recordedEvents()) {
                check(commit, "The bus entry of an event", PublishedSize.atMost(event),
                        maxEntryBytes);
            }
            check(commit, "The item", ItemSize.of(item), maxItemBytes);
        }

        private static void check(Commit<?> commit, String what, long bytes, long limit) {
            if (bytes > limit) {
                throw new CommitTooLargeException(commit.stream(), what, bytes, limit);
            }
        }
    }
}
