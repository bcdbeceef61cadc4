package dev.headwater.customers;

import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The customers' search index. */
record CustomerSearch(OpenSearchClient client) {
  private static final String ALIAS = "customers";

  /** One shard holds tens of millions of customers. An index cannot change its number of shards. */
  private static final int SHARDS = 1;

  OpenSearchIndices indices() {
    return new OpenSearchIndices(client, ALIAS, new CustomerViewFormat(), SHARDS);
  }

  OpenSearchIndex<CustomerView> written() {
    return new OpenSearchIndex<>(client, writeAlias(), new CustomerViewFormat());
  }

  String writeAlias() {
    return OpenSearchIndices.writeAlias(ALIAS);
  }

  OpenSearchIndex<CustomerView> read() {
    return new OpenSearchIndex<>(client, ALIAS, new CustomerViewFormat());
  }
}
