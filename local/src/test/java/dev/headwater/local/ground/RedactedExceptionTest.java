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
  void of_an_answer_it_tells_class_status_code_and_request() {
    assertThat(RedactedException.describe(answer))
        .isEqualTo(
            "software.amazon.awssdk.services.sqs.model.SqsException"
                + " (status 400, InvalidMessageContents, request R-1)");
  }

  @Test
  void of_any_other_foreign_exception_it_tells_the_class() {
    assertThat(RedactedException.describe(SdkClientException.create(SECRET, answer)))
        .isEqualTo("software.amazon.awssdk.core.exception.SdkClientException");
  }

  @Test
  void what_is_said_of_files_is_kept() {
    var denied = new AccessDeniedException("/data/endpoints.json");

    assertThat(RedactedException.of(denied)).isSameAs(denied);
    assertThat(RedactedException.describe(denied)).contains("/data/endpoints.json");
  }

  @Test
  void what_we_throw_ourselves_has_no_cause_that_quotes() {
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
