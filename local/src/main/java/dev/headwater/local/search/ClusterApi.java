package dev.headwater.local.search;

import dev.headwater.local.search.index.Catalog;
import org.apache.lucene.util.Version;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the endpoint itself: version and health. */
record ClusterApi(Catalog catalog) {
  /** The OpenSearch version that this endpoint imitates. */
  private static final String OPENSEARCH = "3.6.0";

  private static final String NAME = "headwater-local";

  Answer info(ApiRequest request) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("name", NAME).put("cluster_name", NAME).put("cluster_uuid", NAME);
    info.putObject("version")
        .put("distribution", "opensearch")
        .put("number", OPENSEARCH)
        .put("build_type", "local")
        .put("build_hash", "local")
        .put("build_date", "2026-01-01T00:00:00Z")
        .put("build_snapshot", false)
        .put("lucene_version", Version.LATEST.toString())
        .put("minimum_wire_compatibility_version", "2.19.0")
        .put("minimum_index_compatibility_version", "2.0.0");
    return Answer.ok(info.put("tagline", "The OpenSearch Project: https://opensearch.org/"));
  }

  Answer health(ApiRequest request) {
    int shards = catalog.size();
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("cluster_name", NAME)
            .put("status", "green")
            .put("timed_out", false)
            .put("number_of_nodes", 1)
            .put("number_of_data_nodes", 1)
            .put("discovered_master", true)
            .put("discovered_cluster_manager", true)
            .put("active_primary_shards", shards)
            .put("active_shards", shards)
            .put("relocating_shards", 0)
            .put("initializing_shards", 0)
            .put("unassigned_shards", 0)
            .put("delayed_unassigned_shards", 0)
            .put("number_of_pending_tasks", 0)
            .put("number_of_in_flight_fetch", 0)
            .put("task_max_waiting_in_queue_millis", 0)
            .put("active_shards_percent_as_number", 100.0));
  }
}
