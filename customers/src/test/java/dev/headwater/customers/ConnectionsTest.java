package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.ProjectorFunction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On AWS, each connection that is opened is a TLS handshake. */
class ConnectionsTest {
  private static final int BATCHES = 100;
  private static final int BATCH = 10;

  private final LocalDynamoDb tables = LocalDynamoDb.start(null);
  private final CountingForwarder forwarder = CountingForwarder.to(tables.endpoint());

  @AfterEach
  void stop() {
    forwarder.close();
    tables.close();
  }

  @Test
  void a_projector_opens_no_more_than_a_batch_needs_at_once() throws IOException {
    TemplateTables template = TemplateTables.read();
    tables.create(template.declared());
    String views = template.name("CustomersTable");
    Map<String, String> environment = FunctionCalls.environment(forwarder.uri());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", forwarder.uri().toString());
    environment.put("READ_MODEL_TABLE_CUSTOMER_VIEW", views);

    try (var projector = new ProjectorFunction(environment)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        int first = batch * BATCH;
        List<String> ids =
            IntStream.range(first, first + BATCH).mapToObj(number -> "customer-" + number).toList();
        assertThat(FunctionCalls.register(projector, ids)).isEqualTo(FunctionCalls.DONE);
      }
    }

    assertThat(forwarder.accepted()).isBetween(1, BATCH);
    assertThat(tables.client().scan(scan -> scan.tableName(views)).count())
        .isEqualTo(BATCHES * BATCH + 1); // the number of list shards
  }
}
