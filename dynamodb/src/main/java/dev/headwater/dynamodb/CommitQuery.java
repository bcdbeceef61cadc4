package dev.headwater.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.headwater.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The commits of a stream after a version: one more than asked for, which tells if more follow. */
record CommitQuery(String tableName, StreamId stream, long afterVersion, int maxCommits) {
    /** Attribute names go in by reference, since some are reserved words. */
    private static final Map<String, String> NAMES = names();
    private static final String PROJECTION = NAMES.keySet()
            .stream()
            .sorted()
            .collect(Collectors.joining(", "));

    QueryRequest from(Map<String, AttributeValue> position) {
        return QueryRequest.builder()
                .tableName(tableName)
                .consistentRead(true)
                .keyConditionExpression("#PK = :stream AND #SK BETWEEN :first AND :last")
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(
                        ":stream", AttributeValue.fromS(stream.toString()),
                        ":first", sortKey(afterVersion + 1),
                        ":last", sortKey(CommitItem.MAX_VERSION)))
                .projectionExpression(PROJECTION)
                .limit(maxCommits + 1)
                .exclusiveStartKey(position.isEmpty() ? null : position)
                .build();
    }

    private static AttributeValue sortKey(long version) {
        return AttributeValue.fromS(CommitItem.sortKey(version));
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        CommitItem.NAMES.forEach(name -> names.put('#' + name, name));
        return Map.copyOf(names);
    }
}
