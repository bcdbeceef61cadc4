package dev.headwater.dynamodb;

import java.time.Instant;

import dev.headwater.Host;
import dev.headwater.UnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The index that lists are read from, asked nothing more once the deadline has come. */
record ListSource(DynamoDbClient client, String tableName, Host host, Instant deadline) {
    QueryResponse query(QueryRequest.Builder query) {
        if (!host.clock().instant().isBefore(deadline)) {
            throw new UnavailableException("No time is left to read a list in " + tableName, false,
                    null);
        }
        try {
            return client.query(query.tableName(tableName).indexName(ListIndex.NAME).build());
        } catch (SdkException e) {
            throw SdkFailures.ofRead("read a list in " + tableName, e);
        }
    }
}
