package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import dev.headwater.query.WildcardPattern;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class FailureTest {
  private static final String SECRET = "secret@x.de";
  private final CannedServer server = new CannedServer();
  private final OpenSearchIndex<Card> index = server.index();

  FailureTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_view_that_may_be_saved_later_is_not_refused() {
    for (String error :
        List.of(
            "429 rejected_execution_exception",
            "503 unavailable_shards_exception",
            "403 cluster_block_exception",
            "404 index_not_found_exception")) {
      String[] words = error.split(" ", 2);
      server.answering(
          200,
          bulk(
              item("ada", 201),
              item("bob", Integer.parseInt(words[0]), words[1]),
              item("carl", 400, "mapper_parsing_exception")));

      assertThat(unavailable(this::save))
          .hasMessageContaining(words[1])
          .returns(true, UnavailableException::mayHaveTakenEffect)
          .returns(
              words[0].startsWith("40") ? fault(words[1]) : null,
              UnavailableException::configurationFault);
    }
  }

  @Test
  void a_bulk_failure_may_pass_if_any_item_may_be_saved_later() {
    server.answering(
        200,
        bulk(
            item("ada", 403, "cluster_block_exception"),
            item("bob", 429, "rejected_execution_exception"),
            item("carl", 403, "cluster_block_exception")));

    assertThat(unavailable(this::save).mayPass()).isTrue();
  }

  @Test
  void reports_a_fault_for_a_refusal_that_an_operator_has_to_fix() {
    for (String error :
        List.of(
            "400 illegal_argument_exception",
            "403 security_exception",
            "404 index_not_found_exception")) {
      String[] words = error.split(" ", 2);
      server.answering(Integer.parseInt(words[0]), error(words[1], Integer.parseInt(words[0])));

      assertThat(unavailable(this::save).configurationFault()).isEqualTo(fault(words[1]));
    }
    for (int status : List.of(408, 429, 500, 502, 503, 504)) {
      server.answering(status, error("rejected_execution_exception", status));

      assertThat(unavailable(this::save).mayPass()).as("%d", status).isTrue();
    }
  }

  @Test
  void missing_credentials_are_a_fault_and_an_interrupt_is_not() {
    assertThat(
            unavailable(
                    () ->
                        OpenSearchCall.read(
                            "ask",
                            () -> {
                              throw SdkClientException.create("Unable to load credentials");
                            }))
                .configurationFault())
        .isEqualTo(fault("NoCredentials"));
    for (SdkClientException interrupted :
        List.of(
            AbortedException.create("Aborted"),
            SdkClientException.create("Aborted", new InterruptedException()))) {
      assertThat(
              unavailable(
                      () ->
                          OpenSearchCall.read(
                              "ask",
                              () -> {
                                throw interrupted;
                              }))
                  .mayPass())
          .isTrue();
    }
  }

  @Test
  void the_error_type_decides_whether_a_failed_load_may_pass() {
    var model =
        new OpenSearchReadModel<>("cards", server.client(), "cards", new CardFormat("cards"));
    for (ThrowingCallable load :
        List.<ThrowingCallable>of(
            () -> index.load(List.of("ada")), () -> model.read(List.of("ada")))) {
      for (String fault : List.of("security_exception", "cluster_block_exception")) {
        server.answering(200, notLoaded(fault));

        assertThat(unavailable(load).configurationFault()).isEqualTo(fault(fault));
      }
      for (String passing :
          List.of(
              "no_shard_available_action_exception",
              "rejected_execution_exception",
              "a_type_of_tomorrow")) {
        server.answering(200, notLoaded(passing));

        assertThat(unavailable(load).mayPass()).as(passing).isTrue();
      }
    }
  }

  private static String notLoaded(String type) {
    return """
    {"docs": [{"_index": "cards", "_id": "ada",
     "error": {"type": "%s", "reason": "%s"}}]}\
    """
        .formatted(type, SECRET);
  }

  @Test
  void recognizes_a_missing_index_among_other_faults() {
    server.answering(200, notLoaded("index_not_found_exception"));
    assertThat(unavailable(() -> index.load(List.of("ada")))).matches(OpenSearchIndices::isMissing);
    server.answering(200, bulk(item("ada", 404, "index_not_found_exception")));
    assertThat(unavailable(this::save)).matches(OpenSearchIndices::isMissing);
    server.answering(404, error("index_not_found_exception", 404));
    assertThat(unavailable(this::save)).matches(OpenSearchIndices::isMissing);
    server.answering(403, error("security_exception", 403));
    assertThat(unavailable(this::save)).matches(failure -> !OpenSearchIndices.isMissing(failure));
    server.answering(429, error("rejected_execution_exception", 429));
    assertThat(unavailable(this::save)).matches(failure -> !OpenSearchIndices.isMissing(failure));
  }

  private static ConfigurationFault fault(String code) {
    return new ConfigurationFault("OpenSearch", code);
  }

  @Test
  void a_conflict_needs_no_retry_and_a_refusal_names_its_view() {
    server.answering(
        200,
        bulk(
            item("ada", 409, "version_conflict_engine_exception"),
            item("bob", 200),
            item("carl", 400, "mapper_parsing_exception")));
    var saved = save();

    assertThat(saved.lost()).isEmpty();
    assertThat(saved.refused())
        .isEqualTo(
            Map.of("carl", "OpenSearch refused the document: mapper_parsing_exception (400)"));
  }

  @Test
  void a_call_that_is_refused_or_not_answered_refuses_no_view() {
    server
        .answering(429, error("rejected_execution_exception", 429))
        .answering(403, "{\"Message\":\"" + SECRET + "\"}")
        .answering(502, "<html>" + SECRET + "</html>")
        .answering(200, "{\"items\":");

    for (int call = 0; call < 4; call++) {
      unavailable(this::save);
    }
    server.close();
    assertThat(unavailable(this::save).mayHaveTakenEffect()).isTrue();
  }

  @Test
  void an_answer_that_lacks_shards_is_refused() {
    var model =
        new OpenSearchReadModel<>("cards", server.client(), "cards", new CardFormat("cards"));

    for (ThrowingCallable search :
        List.<ThrowingCallable>of(this::search, () -> model.ids(null, 1_000))) {
      server.answering(200, hits(1, false)).answering(200, hits(0, true));

      unavailable(search);
      unavailable(search);
    }
    server.answering(
        200,
        """
        {"count": 7,
         "_shards": {"total": 2, "successful": 1, "skipped": 0, "failed": 1}}\
        """);
    unavailable(() -> index.count(Map.of()));
  }

  private static String hits(int failedShards, boolean timedOut) {
    return """
    {"took": 1, "timed_out": %s,
     "_shards": {"total": 2, "successful": %s, "skipped": 0, "failed": %s},
     "hits": {"hits": []}}\
    """
        .formatted(timedOut, 2 - failedShards, failedShards);
  }

  @Test
  void a_refused_search_does_not_quote_the_pattern() {
    server.answering(400, error("x_content_parse_exception", 400));

    assertThat(unavailable(this::search)).hasMessageContaining("x_content_parse_exception");
  }

  private Saved save() {
    return index.save(
        List.of("ada", "bob", "carl").stream()
            .map(
                id ->
                    new ViewChange<>(
                        id, 0, new VersionedView<>(1, new Card(id, SECRET, "OPEN", "Name"))))
            .toList());
  }

  private SortedPage<IndexedView<Card, SearchPosition>, SearchPosition> search() {
    return index.search(
        new PatternSearch("email", new WildcardPattern(SECRET), Map.of(), null, 10));
  }

  private static UnavailableException unavailable(ThrowingCallable call) {
    UnavailableException failure = catchThrowableOfType(UnavailableException.class, call);
    assertThat(failure).isNotNull();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertThat(String.valueOf(each.getMessage())).doesNotContain(SECRET);
    }
    return failure;
  }

  private static String bulk(String... items) {
    return "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
  }

  private static String item(String id, int status) {
    return "{\"index\":{\"_index\":\"cards\",\"_id\":\"%s\",\"status\":%s}}".formatted(id, status);
  }

  private static String item(String id, int status, String type) {
    return """
    {"index": {"_index": "cards", "_id": "%s", "status": %s,
     "error": {"type": "%s", "reason": "%s"}}}\
    """
        .formatted(id, status, type, SECRET);
  }

  private static String error(String type, int status) {
    return """
    {"error": {"type": "%s", "reason": "%s"}, "status": %s}\
    """
        .formatted(type, SECRET, status);
  }
}
