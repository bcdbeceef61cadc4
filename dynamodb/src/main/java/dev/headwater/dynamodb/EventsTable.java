package dev.headwater.dynamodb;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What an events table must be, looked up once at the start of a writer. */
public final class EventsTable {
    private EventsTable() {}

    /**
     * Refuses a table on which the guarantees would not hold.
     *
     * <p>Replicas in other Regions that are eventually consistent settle two writes of one version by
     * "last writer wins", and a commit would be lost. Strongly consistent ones keep all guarantees,
     * but have no transactions, so they have no claims. Source: <a href=
     * "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html">
     * How DynamoDB global tables work</a>.
     *
     * @throws IllegalStateException when the table is refused; the message says what to change
     * @throws dev.headwater.UnavailableException when DynamoDB does not describe the table
     */
    public static void check(DynamoDbClient client, String tableName, boolean withClaims) {
        TableDescription table;
        try {
            table = client.describeTable(describe -> describe.tableName(tableName)).table();
        } catch (SdkException e) {
            throw SdkFailures.ofRead("describe table " + tableName, e);
        }
        check(table, withClaims);
    }

    static void check(TableDescription table, boolean withClaims) {
        boolean strong = table.multiRegionConsistency() == MultiRegionConsistency.STRONG;
        if (table.hasReplicas() && !table.replicas().isEmpty() && !strong) {
            throw new IllegalStateException("Table " + table.tableName()
                    + " is replicated with eventual consistency, which would lose commits: use one"
                    + " Region, or multi-Region strong consistency");
        }
        if (strong && withClaims) {
            throw new IllegalStateException("Table " + table.tableName()
                    + " has multi-Region strong consistency and so no transactions, which claims"
                    + " need: switch the claims off, or use one Region");
        }
    }
}
