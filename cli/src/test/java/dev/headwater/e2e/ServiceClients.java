package dev.headwater.e2e;

import java.net.URI;

import dev.headwater.local.Endpoints;
import dev.headwater.local.LocalCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients of a running service, as any program on the same machine makes them. */
final class ServiceClients {
    private ServiceClients() {}

    static DynamoDbClient dynamoDb(Endpoints endpoints) {
        return at(endpoints.dynamodb(), endpoints, DynamoDbClient.builder()).build();
    }

    static DynamoDbStreamsClient streams(Endpoints endpoints) {
        return at(endpoints.dynamodb(), endpoints, DynamoDbStreamsClient.builder()).build();
    }

    static SqsClient sqs(Endpoints endpoints) {
        return at(endpoints.sqs(), endpoints, SqsClient.builder()).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, Endpoints endpoints,
            B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(endpoints.region()))
                .credentialsProvider(LocalCredentials.PROVIDER);
    }
}
