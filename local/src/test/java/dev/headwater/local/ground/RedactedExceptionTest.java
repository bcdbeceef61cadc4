package dev.headwater.local.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class RedactedExceptionTest {
  private static final String SECRET = "ada@example.com";
  private final SqsException answer =
      (SqsException)
          SqsException.builder()
              .message("Invalid text: " + SECRET)
              .statusCode(400)
              .requestId("R-1")
              .awsErrorDetails(
                  AwsErrorDetails.builder()
                      .errorCode("InvalidMessageContents")
                      .errorMessage(SECRET)
                      .build())
              .build();

  @Test
  void describes_a_service_response_by_class_status_code_and_request() {
    assertThat(RedactedException.describe(answer))
        .isEqualTo(
            "software.amazon.awssdk.services.sqs.model.SqsException"
                + " (status 400, InvalidMessageContents, request R-1)");
  }

  @Test
  void describes_any_other_foreign_exception_by_its_class() {
    assertThat(RedactedException.describe(SdkClientException.create(SECRET, answer)))
        .isEqualTo("software.amazon.awssdk.core.exception.SdkClientException");
  }

  @Test
  void keeps_the_message_of_a_file_exception() {
    var denied = new AccessDeniedException("/data/endpoints.json");

    assertThat(RedactedException.of(denied)).isSameAs(denied);
    assertThat(RedactedException.describe(denied)).contains("/data/endpoints.json");
  }

  @Test
  void redacts_the_causes_of_our_own_exceptions() {
    var failure =
        new LocalCloudException(
            "The queues do not answer.",
            new IllegalStateException(
                SECRET, SdkClientException.create(SECRET, new IOException(SECRET, answer))));

    assertThat(printed(failure))
        .contains(
            "The queues do not answer.",
            "java.lang.IllegalStateException",
            "java.io.IOException",
            "SqsException (status 400, InvalidMessageContents, request R-1)")
        .doesNotContain(SECRET);
    assertThat(RedactedException.of(failure)).isSameAs(failure);
  }

  private static String printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
