package dev.headwater.eventbridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** A bus that fails the entries and calls that a test selects. */
final class FakeBus implements EventBridgeClient {
  final List<PutEventsRequest> calls = new ArrayList<>();
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, SdkException> failures = new HashMap<>();

  /** Entries whose detail contains the text fail with this error code. */
  FakeBus failEntries(String text, String code) {
    codes.put(text, code);
    return this;
  }

  /** Calls with an entry that contains the text fail. */
  FakeBus failCalls(String text, SdkException failure) {
    failures.put(text, failure);
    return this;
  }

  @Override
  public PutEventsResponse putEvents(PutEventsRequest request) {
    calls.add(request);
    failures.forEach(
        (text, failure) -> {
          if (request.entries().stream().anyMatch(entry -> entry.detail().contains(text))) {
            throw failure;
          }
        });
    List<PutEventsResultEntry> results = request.entries().stream().map(this::result).toList();
    return PutEventsResponse.builder()
        .failedEntryCount((int) results.stream().filter(r -> r.errorCode() != null).count())
        .entries(results)
        .build();
  }

  private PutEventsResultEntry result(PutEventsRequestEntry entry) {
    return codes.keySet().stream()
        .filter(entry.detail()::contains)
        .findAny()
        .map(text -> PutEventsResultEntry.builder().errorCode(codes.get(text)).build())
        .orElseGet(() -> PutEventsResultEntry.builder().eventId("id").build());
  }

  List<Integer> callSizes() {
    return calls.stream().map(call -> call.entries().size()).toList();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
