package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.PublishingLimits;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.testkit.TextStateCodec;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Separates transient failures from permanent ones; neither quotes the service's message. */
class FailedCallTest {
  private final FailingTable table = new FailingTable();
  private final DynamoDbEventStore<String, EncodedEvent> events =
      new DynamoDbEventStore<>(
          table, "events", EventCodec.asStored(), TextStateCodec.FORMAT, PublishingLimits.NONE);
  private final DynamoDbViewStore<Note> views =
      new DynamoDbViewStore<>(table, new ViewTable("views", 1), new NoteFormat(), Host.system());
  private final StreamId stream = Commits.newStream();
  private final Commit<EncodedEvent> commit = Commits.at(stream, 1, Commits.written("a"));

  @ParameterizedTest
  @CsvSource({"400,ValidationException", "400,SerializationException", "413,RequestEntityTooLarge"})
  void a_request_that_is_refused_for_good_is_a_bad_argument(int status, String code) {
    table.fail(status, code);

    for (ThrowingCallable call : calls()) {
      assertThatIllegalArgumentException()
          .isThrownBy(call)
          .withMessageContaining(code + ", request R-1")
          .withMessageNotContaining("secret")
          .withNoCause();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,ThrottlingException",
    "400,AccessDeniedException",
    "400,ResourceNotFoundException",
    "500,InternalServerError"
  })
  void what_may_pass_is_unavailable(int status, String code) {
    table.fail(status, code);

    for (ThrowingCallable call : calls()) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(call)
          .withMessageContaining(code + ", request R-1")
          .withMessageNotContaining("secret")
          .havingRootCause()
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void a_view_that_is_refused_for_good_is_no_exception() {
    table.fail(400, "ValidationException").only("bad");

    assertThat(views.save(changes("good", "bad", "other")))
        .isEqualTo(
            Saved.refusing(
                "bad",
                "DynamoDB refuses the view's item of 87 bytes (ValidationException, request R-1)"));
    assertThat(table.saved).containsExactlyInAnyOrder("good", "other");
  }

  @Test
  void where_one_view_fails_the_others_are_saved_all_the_same() {
    table.fail(400, "ThrottlingException").only("bad");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> views.save(changes("bad", "good", "other")))
        .matches(UnavailableException::mayHaveTakenEffect, "some are stored");
    assertThat(table.saved).containsExactlyInAnyOrder("good", "other");
  }

  @Test
  void where_every_view_is_refused_for_now_nothing_is_stored_for_certain() {
    table.fail(400, "ThrottlingException");

    for (List<ViewChange<Note>> changes : List.of(changes("bad"), changes("bad", "worse"))) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> views.save(changes))
          .matches(failure -> !failure.mayHaveTakenEffect(), "nothing is stored");
    }
  }

  @Test
  void a_call_that_was_interrupted_waits_for_no_operator() {
    for (SdkException interrupted :
        List.of(
            AbortedException.create("Thread was interrupted"),
            SdkClientException.create("secret", new InterruptedException()))) {
      table.fail(interrupted);

      for (ThrowingCallable call : calls()) {
        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(call)
            .matches(UnavailableException::mayPass, "may pass");
      }
    }
  }

  private List<ThrowingCallable> calls() {
    return List.of(
        () -> events.append(commit),
        () -> events.read(stream, 0, 10),
        () -> views.load(List.of("a")),
        () -> views.find("a"),
        () ->
            views.list(
                new ListRead("list", List.of("OPEN"), ListOrder.ASCENDING, null, 10), Instant.MAX));
  }

  private static List<ViewChange<Note>> changes(String... ids) {
    return Stream.of(ids)
        .map(id -> new ViewChange<>(id, 0, new VersionedView<>(1, new Note("a secret", "OPEN", 1))))
        .toList();
  }
}
