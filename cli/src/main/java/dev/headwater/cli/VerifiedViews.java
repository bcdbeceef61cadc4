package dev.headwater.cli;

import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.Closeables;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.service.audit.AuditedViews;
import dev.headwater.service.functions.AwsHttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * An events table and its customer views. The tables existed when this was created.
 *
 * @param open what {@link #close} closes
 */
record VerifiedViews(String events, AuditedViews<?, ?> views, Closeables open)
    implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Where they are on AWS.
   *
   * @param search the host or URL of the domain; {@code null} if search is switched off
   * @param region {@code null} for the Region of the environment or profile
   */
  record Place(String events, String views, @Nullable String search, @Nullable String region) {}

  /** The views of the service that runs on a data folder. */
  static VerifiedViews ofService(Path folder) {
    Endpoints endpoints = ExistingTables.endpoints(folder);
    String events = ExistingTables.name(endpoints, ExistingTables.EVENTS, folder);
    String views = ExistingTables.name(endpoints, ExistingTables.VIEWS, folder);
    URI search = endpoints.opensearch();
    OpenSearchConnection connection =
        search == null
            ? null
            : connection(search, Region.of(endpoints.region()), LocalCredentials.PROVIDER);
    return open(ExistingTables.of(endpoints), events, views, connection);
  }

  static VerifiedViews onAws(Place place) {
    return open(ExistingTables.onAws(place.region), place.events, place.views, search(place));
  }

  private static VerifiedViews open(
      DynamoDbClientBuilder builder,
      String events,
      String views,
      @Nullable OpenSearchConnection search) {
    Closeables open = new Closeables();
    try {
      OpenSearchClient searchClient = null;
      if (search != null) {
        open.add(search.http());
        searchClient = search.client();
      }
      DynamoDbClient client =
          open.add(
              ExistingTables.open(
                  builder,
                  new ExistingTables.Wanted(events, table -> {}),
                  new ExistingTables.Wanted(views, VerifiedViews::requireLists)));
      return new VerifiedViews(
          events, AuditedViews.of(CustomerService.view(), client, views, searchClient), open);
    } catch (IllegalStateException refused) {
      open.closeAfter(refused);
      throw new CommandException(refused.getMessage() + ".", null);
    } catch (RuntimeException e) {
      open.closeAfter(e);
      throw e;
    }
  }

  private static void requireLists(TableDescription views) {
    List<String> there =
        views.globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .toList();
    for (String index : AuditedViews.indexNames(CustomerService.view())) {
      if (!there.contains(index)) {
        throw new IllegalStateException(
            "Table " + views.tableName() + " is not a views table: it has no index " + index);
      }
    }
  }

  private static @Nullable OpenSearchConnection search(Place place) {
    String given = place.search;
    if (given == null) {
      return null;
    }
    try {
      return connection(
          URI.create(given.contains("://") ? given : "https://" + given),
          place.region == null
              ? DefaultAwsRegionProviderChain.builder().build().getRegion()
              : Region.of(place.region),
          DefaultCredentialsProvider.builder().build());
    } catch (IllegalArgumentException | SdkException e) {
      throw new CommandException("The search endpoint cannot be used.", e);
    }
  }

  private static OpenSearchConnection connection(
      URI endpoint, Region region, AwsCredentialsProvider credentials) {
    SdkHttpClient http = AwsHttpClient.builder(CONNECT_TIMEOUT, ANSWER_TIMEOUT).build();
    try {
      return new OpenSearchConnection(endpoint, region, credentials, http);
    } catch (IllegalArgumentException e) {
      http.close();
      throw e;
    }
  }

  @Override
  public void close() {
    open.close();
  }
}
