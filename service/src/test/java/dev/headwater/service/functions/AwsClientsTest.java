package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.service.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AwsClientsTest {
  /** Those that the SDK starts by default would slow down the first request after a restore. */
  @Test
  void one_thread_serves_the_timeouts_of_all_clients() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (var clients = new AwsClients(settings(), new HttpPools())) {
      for (DynamoDbClient client :
          List.of(
              clients.dynamoDb(), clients.dynamoDbForScans(), clients.dynamoDbWithoutRetries())) {
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listTables);
      }
      Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
      started.removeAll(before);
      assertThat(started)
          .extracting(Thread::getName)
          .filteredOn(name -> name.startsWith("AWS") || name.startsWith("sdk"))
          .containsExactly(AwsClients.TIMEOUT_THREAD);
    }
  }

  private static Settings settings() {
    return new Settings(
        Map.of(
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
  }
}
