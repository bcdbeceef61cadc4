package dev.headwater.cli;

import java.nio.file.Path;
import java.util.List;

import dev.headwater.local.Endpoints;
import dev.headwater.local.LocalCloudException;
import dev.headwater.local.LocalCredentials;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Finds tables of a running service, or on AWS. What is not there is told in one sentence. */
final class ExistingTables {
    static final String EVENTS = "EventsTable";
    static final String VIEWS = "CustomersTable";

    private ExistingTables() {}

    /** Of the service that runs on a data folder. */
    static Endpoints endpoints(Path folder) {
        try {
            return Endpoints.read(folder.toAbsolutePath())
                    .orElseThrow(() -> new CommandException("No service runs on "
                            + folder.toAbsolutePath() + ": start one with ./headwater serve, or"
                            + " name its folder with --data.", null));
        } catch (LocalCloudException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    static String name(Endpoints endpoints, String logicalId, Path folder) {
        String table = endpoints.tables().get(logicalId);
        if (table == null) {
            throw new CommandException("What runs on " + folder
                    + " is not the customer service: it has no " + logicalId + ".", null);
        }
        return table;
    }

    static DynamoDbClientBuilder of(Endpoints endpoints) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoints.dynamodb())
                .region(Region.of(endpoints.region()))
                .credentialsProvider(LocalCredentials.PROVIDER);
    }

    /** With the credentials and, where none is given, the Region of the environment. */
    static DynamoDbClientBuilder onAws(@Nullable String region) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder();
        if (region != null) {
            builder.region(Region.of(region));
        }
        return builder;
    }

    /** A client of tables that are there. */
    static DynamoDbClient open(DynamoDbClientBuilder builder, List<String> tables) {
        DynamoDbClient client = null;
        String table = tables.getFirst();
        try {
            client = builder.build();
            for (String each : tables) {
                table = each;
                client.describeTable(describe -> describe.tableName(each));
            }
            return client;
        } catch (ResourceNotFoundException e) {
            close(client);
            throw new CommandException(
                    "There is no table " + table + " in this account and Region.",
                    null);
        } catch (SdkException e) {
            close(client);
            throw new CommandException("Table " + table + " cannot be looked at.", e);
        }
    }

    private static void close(@Nullable DynamoDbClient client) {
        if (client != null) {
            client.close();
        }
    }
}
