package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.Described;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Searches and counts over six customers in an index, and over nothing else. */
final class SearchedCustomers implements AutoCloseable {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  final Invocations api =
      new Invocations(Described.queries(unusedViews(), new InMemoryEventStore<>(), index()));

  private OpenSearchIndex<CustomerView> index() {
    var format = Described.VIEW.searchFormat();
    OpenSearchClient client =
        new OpenSearchConnection(
                server.endpoint(), Region.EU_CENTRAL_1, CREDENTIALS, Apache5HttpClient.create())
            .client();
    new OpenSearchIndices(client, "customers", format, 1).create();
    var written = new OpenSearchIndex<>(client, OpenSearchIndices.writeAlias("customers"), format);
    assertThat(
            written.save(
                List.of(
                    customer("c1", "ada@example.com", CustomerStatus.ACTIVE),
                    customer("c2", "ADA.L@example.com", CustomerStatus.SUSPENDED),
                    customer("c3", "bob@x.de", CustomerStatus.ACTIVE),
                    customer("c4", "a*a@x.de", CustomerStatus.ACTIVE),
                    customer("c5", "ada@example.com", CustomerStatus.SUSPENDED),
                    customer("c6", "\u00e5sa@x.de", CustomerStatus.ACTIVE))))
        .isEqualTo(Saved.ALL);
    return new OpenSearchIndex<>(client, "customers", format);
  }

  private static ViewChange<CustomerView> customer(String id, String email, CustomerStatus status) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return new ViewChange<>(
        id,
        0,
        new VersionedView<>(
            7,
            new CustomerView(
                id,
                new EmailAddress(email).value(),
                "Name of " + id,
                status,
                at,
                at,
                status == CustomerStatus.SUSPENDED ? "unpaid" : null)));
  }

  /** Searches never read them. */
  private static DynamoDbViewStore<CustomerView> unusedViews() {
    return new DynamoDbViewStore<>(
        DynamoDbClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .httpClient(Apache5HttpClient.create())
            .build(),
        new ViewTable("none", 1),
        Described.VIEW.viewFormat(),
        Host.system());
  }

  Answer search(Map<String, String> query) {
    return api.get("GET /customers", Map.of(), query);
  }

  Answer count(Map<String, String> query) {
    return api.get("GET /customers/count", Map.of(), query);
  }

  @Override
  public void close() {
    server.close();
  }
}
