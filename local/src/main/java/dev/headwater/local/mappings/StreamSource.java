package dev.headwater.local.mappings;

import dev.headwater.local.template.MappingDeclaration.FromStream;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A stream with its settled positions, its filter, and the lanes that settle its records. */
record StreamSource(
    FromStream mapping,
    DynamoDbStreamsClient client,
    String streamArn,
    EventFilter filter,
    ParallelBatches lanes,
    StreamPositions positions) {
  Duration batchingWindow() {
    return mapping.batchingWindow();
  }

  /** The records that pass the filter, in the function's format. */
  List<StreamRecord> passing(List<Record> records) {
    return records.stream()
        .map(read -> StreamRecord.of(mapping.tableName(), read))
        .filter(read -> filter.passes(read::json))
        .toList();
  }
}
