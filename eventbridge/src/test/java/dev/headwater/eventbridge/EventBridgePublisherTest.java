package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.relay.EventPublisher.Result;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.EventPublisher.Result.Published;
import dev.headwater.relay.EventPublisher.Result.Refused;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class EventBridgePublisherTest {
  private final FakeBus bus = new FakeBus();
  private final EventBridgePublisher publisher =
      publisher(EventBridgePublisher.DEFAULT_MAX_REQUEST_BYTES);

  private EventBridgePublisher publisher(long maxRequestBytes) {
    return new EventBridgePublisher(bus, "orders-bus", "orders", maxRequestBytes);
  }

  @Test
  void an_event_is_one_entry() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");

    assertThat(publisher.publish(List.of(event))).containsExactly(new Published());
    assertThat(bus.calls)
        .singleElement()
        .satisfies(
            call ->
                assertThat(call.entries())
                    .containsExactly(
                        PutEventsRequestEntry.builder()
                            .eventBusName("orders-bus")
                            .source("orders")
                            .detailType("NoteWritten")
                            .time(event.timestamp())
                            .detail(DetailJson.write(event, EventIds.PLAIN))
                            .build()));
  }

  @Test
  void makes_no_call_without_events() {
    assertThat(publisher.publish(List.of())).isEmpty();
    assertThat(bus.calls).isEmpty();
  }

  @Test
  void a_call_has_at_most_ten_entries() {
    assertThat(publisher.publish(Events.notes("a", 23))).hasSize(23).containsOnly(new Published());
    assertThat(bus.callSizes()).containsExactly(10, 10, 3);
  }

  @Test
  void a_call_stays_within_the_size_limit() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");
    long bytes =
        14L
            + "orders".length()
            + "NoteWritten".length()
            + DetailJson.write(event, EventIds.PLAIN).length();

    publisher(3 * bytes).publish(List.of(event, event, event, event, event, event, event));
    assertThat(bus.callSizes()).containsExactly(3, 3, 1);
    bus.calls.clear();
    publisher(3 * bytes - 1).publish(List.of(event, event, event));
    assertThat(bus.callSizes()).containsExactly(2, 1);
  }

  @Test
  void what_is_published_again_says_so() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");

    publisher(EventBridgePublisher.DEFAULT_MAX_REQUEST_BYTES).replaying().publish(List.of(event));

    assertThat(bus.calls.getFirst().entries().getFirst().detail())
        .isEqualTo(Json.write(DetailJson.of(event, EventIds.PLAIN, true)));
  }

  @Test
  void the_size_of_a_call_counts_the_ids_of_further_categories() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");
    EventIds eventIds = EventIds.shortFor("ORDER");
    String detail = DetailJson.write(event, eventIds);
    long bytes = 14L + "orders".length() + "NoteWritten".length() + detail.length();

    publisher(2 * bytes).withEventIds(eventIds).publish(List.of(event, event));
    assertThat(bus.callSizes()).containsExactly(2);
    assertThat(bus.calls.getFirst().entries().getFirst().detail())
        .isEqualTo(detail)
        .contains("\"NOTE#a@1\"");
    bus.calls.clear();
    publisher(2 * bytes - 1).withEventIds(eventIds).publish(List.of(event, event));
    assertThat(bus.callSizes()).containsExactly(1, 1);
  }

  @Test
  void an_entry_over_the_limit_is_refused_without_a_call() {
    assertThat(
            publisher.publish(
                List.of(
                    Events.note("a", 1, "small"),
                    Events.ofLength(2, 262_144),
                    Events.note("a", 3, "small"))))
        .containsExactly(new Published(), new Refused("EntryTooLarge"), new Published());
    assertThat(bus.callSizes()).containsExactly(2);
  }

  @Test
  void a_type_that_no_queue_accepts_is_refused_without_a_call() {
    RecordedEvent<EncodedEvent> note = Events.note("a", 2, "small");
    RecordedEvent<EncodedEvent> odd =
        new RecordedEvent<>(
            note.stream(),
            2,
            new EncodedEvent("Note\uffff", 1, Map.of()),
            note.timestamp(),
            note.commit(),
            note.commandId(),
            note.metadata());

    assertThat(publisher.publish(List.of(Events.note("a", 1, "n1"), odd)))
        .containsExactly(new Published(), new Refused("UnpublishableType"));
    assertThat(bus.callSizes()).containsExactly(1);
  }

  @Test
  void returns_one_result_per_event_in_order() {
    bus.failEntries("\"n3\"", "InternalFailure")
        .failEntries("\"n7\"", "MalformedDetail")
        .failEntries("\"n12\"", "ThrottlingException");

    assertThat(publisher.publish(Events.notes("a", 13)))
        .containsExactlyElementsOf(
            published(
                13,
                3,
                new Deferred("InternalFailure"),
                7,
                new Refused("MalformedDetail"),
                12,
                new Deferred("ThrottlingException")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InternalFailure",
        "InternalException",
        "ThrottlingException",
        "ServiceUnavailable",
        "SomethingNew"
      })
  void defers_on_an_error_that_may_pass(String code) {
    bus.failEntries("hello", code);

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(new Deferred(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "ResourceNotFoundException",
        "InvalidAccountIdException",
        "NotAuthorizedForSourceException",
        "NotAuthorizedForDetailTypeException"
      })
  void defers_with_a_fault_on_an_error_that_an_operator_has_to_fix(String code) {
    bus.failEntries("hello", code);

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(misconfigured(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MalformedDetail",
        "InvalidArgument",
        "RedactionFailure",
        "ValidationException",
        "PutEventsRequestEntryTooLarge"
      })
  void refuses_on_an_error_that_blames_the_event(String code) {
    bus.failEntries("hello", code);

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(new Refused(code));
  }

  @ParameterizedTest
  @CsvSource({
    "500,InternalException",
    "503,ServiceUnavailable",
    "400,ThrottlingException",
    "400,LimitExceededException",
    "400,ConcurrentModificationException",
    "403,RequestTimeTooSkewed"
  })
  void a_failed_call_defers_only_its_own_entries(int status, String code) {
    bus.failCalls("\"n11\"", answer(status, code));

    assertThat(publisher.publish(Events.notes("a", 12)))
        .containsExactlyElementsOf(published(12, 11, new Deferred(code), 12, new Deferred(code)));
    assertThat(bus.callSizes()).containsExactly(10, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "400,AccessDeniedException",
    "400,ExpiredTokenException",
    "403,AccessDenied",
    "403,UnrecognizedClientException",
    "400,ResourceNotFoundException",
    "400,KMSAccessDeniedException",
    "400,SomethingNew"
  })
  void reports_a_fault_for_a_call_that_needs_an_operator(int status, String code) {
    bus.failCalls("hello", answer(status, code));

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(misconfigured(code));
  }

  @Test
  void reports_missing_credentials_as_a_fault() {
    bus.failCalls("hello", SdkClientException.create("Unable to load credentials"));

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(misconfigured("NoCredentials"));
  }

  @Test
  void reports_no_fault_for_an_interrupted_call() {
    bus.failCalls("hello", AbortedException.create("Thread was interrupted over hello"));

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(new Deferred("AbortedException"));
  }

  @Test
  void defers_the_entries_of_a_call_without_an_answer() {
    bus.failCalls(
        "hello",
        SdkClientException.create("timed out over hello", new SocketTimeoutException("hello")));

    assertThat(publisher.publish(List.of(Events.note("a", 1, "hello"))))
        .containsExactly(new Deferred("SdkClientException"));
  }

  @ParameterizedTest
  @CsvSource({"400,ValidationException", "413,RequestEntityTooLarge"})
  void sends_each_entry_alone_after_a_call_was_refused_for_one(int status, String code) {
    bus.failCalls("\"n2\"", answer(status, code));

    assertThat(publisher.publish(Events.notes("a", 4)))
        .containsExactlyElementsOf(published(4, 2, new Refused(code)));
    assertThat(bus.callSizes()).containsExactly(4, 1, 1, 1, 1);
  }

  private static Deferred misconfigured(String code) {
    return new Deferred(code, new ConfigurationFault("EventBridge", code));
  }

  /** All published, except for the given results at their positions, counted from 1. */
  private static List<Result> published(int count, Object... placesAndResults) {
    List<Result> results = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      results.add(new Published());
    }
    for (int index = 0; index < placesAndResults.length; index += 2) {
      results.set((int) placesAndResults[index] - 1, (Result) placesAndResults[index + 1]);
    }
    return results;
  }

  private static SdkException answer(int status, String code) {
    return EventBridgeException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}
