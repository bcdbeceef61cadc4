package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.HttpClients;
import dev.headwater.benchmarks.harness.HttpPost;
import dev.headwater.benchmarks.harness.Progress;
import dev.headwater.benchmarks.harness.SampleCustomers;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.ViewStore;
import java.io.IOException;
import java.net.URI;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.regions.Region;

/** A search index of customers, as the service creates it. */
record SearchIndex(URI endpoint, String name, OpenSearchIndex<CustomerView> views) {
  /** The alias that the service reads. */
  static final String ALIAS = "customers";

  private static final int BULK = 1000;
  private static final int SHARDS = 1;

  static SearchIndex create(URI endpoint, String alias) {
    SearchIndex index = at(endpoint, alias);
    new OpenSearchIndices(client(endpoint), alias, DescribedCustomers.VIEW.searchFormat(), SHARDS)
        .create();
    return index;
  }

  /** An index that may not exist yet. */
  static SearchIndex at(URI endpoint, String alias) {
    String name = OpenSearchIndices.writeAlias(alias);
    return new SearchIndex(
        endpoint,
        name,
        new OpenSearchIndex<>(client(endpoint), name, DescribedCustomers.VIEW.searchFormat()));
  }

  private static OpenSearchClient client(URI endpoint) {
    return new OpenSearchConnection(
            endpoint,
            Region.of(LocalArn.REGION),
            LocalCredentials.PROVIDER,
            HttpClients.APACHE_5.create())
        .client();
  }

  /** Fills the index, and makes it searchable. */
  void fill(int customers) throws IOException {
    fill("index " + customers + " customers", views, customers, BULK);
    new HttpPost("/" + name + "/_refresh", new byte[0]).send(endpoint);
  }

  /** Puts the sample customers into a store. */
  static void fill(String task, ViewStore<CustomerView> store, int customers, int atOnce)
      throws IOException {
    try (ProgressBar progress = Progress.of(task, customers)) {
      for (int from = 0; from < customers; from += atOnce) {
        int to = Math.min(customers, from + atOnce);
        if (!store
            .save(IntStream.range(from, to).mapToObj(SampleCustomers::view).toList())
            .equals(ViewStore.Saved.ALL)) {
          throw new IOException("Not all customers were taken");
        }
        progress.stepTo(to);
      }
    }
  }
}
