package dev.headwater.fuzz;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;

import dev.headwater.local.Endpoints;

/** The servers of the local cloud. */
enum Port {
    API,
    AWS,
    SEARCH,
    QUEUES,
    TABLES;

    /**
     * Whether a server of this project answers. Behind the others are ElasticMQ and DynamoDB Local,
     * with limits and errors of their own.
     */
    boolean isOurs() {
        return this != QUEUES && this != TABLES;
    }

    InetSocketAddress address(Endpoints endpoints) {
        URI uri = switch (this) {
            case API -> endpoints.http();
            case AWS -> endpoints.lambda();
            case SEARCH -> Objects.requireNonNull(endpoints.opensearch());
            case QUEUES -> endpoints.sqs();
            case TABLES -> endpoints.dynamodb();
        };
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
