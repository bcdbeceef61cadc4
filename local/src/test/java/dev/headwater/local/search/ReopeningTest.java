package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.search.SearchClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lucene closes a writer permanently after a failed write, so the index must be reopened. */
class ReopeningTest {
  private static final int ATTEMPTS = 3;

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("search");
  }

  private Path index() throws IOException {
    try (Stream<Path> entries = Files.list(folder())) {
      return entries.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static Reply write(SearchClient client, String id) {
    return client.bulk(action(id, 1), person(id, id + "@x"));
  }

  @Test
  void an_index_accepts_writes_again_after_a_failed_write() throws IOException {
    try (var search = LocalOpenSearch.start(folder());
        var client = SearchClient.withPeople(search)) {
      write(client, "1");
      Path index = index();
      Path away = Files.move(index, temporary.resolve("away"));
      assertFails(client);
      IOUtils.rm(index);
      Files.move(away, index);

      assertThat(write(client, "2").statuses()).containsExactly(201);
      assertThat(client.find("{\"bool\": {}}").ids()).containsExactly("1", "2");
    }
  }

  private static void assertFails(SearchClient client) {
    try (var log = new CapturedLog(ApiHandler.class)) {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Reply failed = write(client, "2");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.reason()).startsWith("The search index failed");
      }
      assertThat(log.lines())
          .hasSize(ATTEMPTS)
          .allMatch(line -> line.startsWith("The search index failed: check whether"));
    }
  }
}
