package dev.headwater.cli;

import java.nio.file.Path;

import dev.headwater.UnavailableException;
import dev.headwater.dynamodb.ClaimKeys;
import dev.headwater.dynamodb.EventsTable;
import dev.headwater.local.Endpoints;
import dev.headwater.local.LocalCloudException;
import dev.headwater.local.LocalCredentials;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** An events table with the secret of its claims. It was there when this was made. */
record AuditedTable(DynamoDbClient client, String name, ClaimKeys keys) implements AutoCloseable {
    private static final String LOGICAL_ID = "EventsTable";
    private static final String SECRET = "CLAIM_SECRET";

    /** That of the service which runs on a data folder. */
    static AuditedTable ofService(Path folder) {
        Endpoints endpoints = endpoints(folder.toAbsolutePath());
        String table = endpoints.tables().get(LOGICAL_ID);
        if (table == null) {
            throw new CommandException("What runs on " + folder
                    + " is not the customer service: it has no " + LOGICAL_ID + ".", null);
        }
        String given = System.getenv(SECRET);
        return open(DynamoDbClient.builder()
                .endpointOverride(endpoints.dynamodb())
                .region(Region.of(endpoints.region()))
                .credentialsProvider(LocalCredentials.PROVIDER), table,
                keys(given == null ? ServedTemplate.LAPTOP_CLAIM_SECRET : given));
    }

    private static Endpoints endpoints(Path folder) {
        try {
            return Endpoints.read(folder)
                    .orElseThrow(() -> new CommandException("No service runs on " + folder
                            + ": start one with ./headwater serve, or name its folder with"
                            + " --data.", null));
        } catch (LocalCloudException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    /** One on AWS, with the credentials and, where none is given, the Region of the environment. */
    static AuditedTable onAws(String name, @Nullable String region) {
        String secret = System.getenv(SECRET);
        if (secret == null) {
            throw new CommandException("The environment variable " + SECRET + " is not set: it must"
                    + " hold the ClaimSecret that the service was deployed with.", null);
        }
        DynamoDbClientBuilder builder = DynamoDbClient.builder();
        if (region != null) {
            builder.region(Region.of(region));
        }
        return open(builder, name, keys(secret));
    }

    private static ClaimKeys keys(String secret) {
        if (secret.length() < ClaimKeys.MIN_SECRET_LENGTH) {
            throw new CommandException("The environment variable " + SECRET + " has fewer than "
                    + ClaimKeys.MIN_SECRET_LENGTH + " characters: it cannot be the ClaimSecret of a"
                    + " deployment.", null);
        }
        return new ClaimKeys(secret);
    }

    private static AuditedTable open(DynamoDbClientBuilder builder, String name, ClaimKeys keys) {
        DynamoDbClient client = null;
        try {
            client = builder.build();
            EventsTable.check(client, name, true);
            return new AuditedTable(client, name, keys);
        } catch (IllegalStateException e) {
            close(client);
            throw new CommandException(e.getMessage() + ".", null);
        } catch (UnavailableException | IllegalArgumentException | SdkException e) {
            close(client);
            throw inaccessible(name, e.getCause() == null ? e : e.getCause());
        }
    }

    private static CommandException inaccessible(String name, Throwable cause) {
        return cause instanceof ResourceNotFoundException
                ? new CommandException("There is no table " + name
                        + " in this account and Region.", null)
                : new CommandException("Table " + name + " cannot be looked at.", cause);
    }

    private static void close(@Nullable DynamoDbClient client) {
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
