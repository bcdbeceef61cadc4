package dev.headwater.service.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Slice;
import dev.headwater.service.operations.internal.Totals;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** An import whose function may not write. */
class ImportingTest {
  private static final String COMMIT =
      """
      {"PK":{"S":"NOTE#a"},"SK":{"S":"EVENT#0000000001"},"version":{"N":"1"},"events":{"L":[\
      {"M":{"eventType":{"S":"NoteWritten"},"schemaVersion":{"N":"1"},"payload":{"M":{}}}}]},\
      "timestamp":{"N":"1001"},"commandId":{"S":"command"},"commandDigest":{"B":"AAAAAAAAAAE="}}\
      """;

  @Test
  void a_missing_permission_is_explained() {
    assertThatExceptionOfType(OperationException.class)
        .isThrownBy(() -> importing("AccessDeniedException"))
        .withMessageStartingWith(
            "The operations function may not write events: deploy the service with"
                + " ImportEnabled=true, import again, and deploy it with ImportEnabled=false")
        .satisfies(
            refused -> assertThat(refused.kind()).isEqualTo(OperationException.Kind.MISCONFIGURED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResourceNotFoundException", "KMSAccessDisabledException"})
  void other_faults_stay_what_they_are(String code) {
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> importing(code));
  }

  private static void importing(String code) {
    CommitImport target = new CommitImport(new Refusing(code), "events", "r", true, Host.system());
    ArrayNode commits = JsonMapper.shared().createArrayNode();
    commits.add(JsonMapper.shared().readTree(COMMIT));
    new Importing(
            target,
            new ImportRequest(true, null, null, null),
            new Upload(commits, true),
            Host.system())
        .run(
            Json.object(),
            new Slice(() -> false, new Findings(), new AtomicLong()),
            new Totals(Json.object()));
  }

  /** Refuses each write. */
  private record Refusing(String code) implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      throw DynamoDbException.builder()
          .statusCode(400)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
