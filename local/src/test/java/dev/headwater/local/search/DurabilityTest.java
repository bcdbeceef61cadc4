package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.search.index.FolderStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
  private static final int ENOUGH = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("search");
  }

  private void writeOne() {
    try (var search = LocalOpenSearch.start(folder());
        var client = SearchClient.withPeople(search)) {
      client.bulk(action("1", 5), person("1", "a@x"));
      client.post(
          "/_aliases", "{\"actions\": [{\"add\": {\"index\": \"people\", \"alias\": \"folk\"}}]}");
    }
  }

  @Test
  void documents_versions_mappings_and_aliases_survive_a_restart() {
    writeOne();
    try (var search = LocalOpenSearch.start(folder());
        var client = SearchClient.of(search)) {
      assertThat(client.get("/folk/_doc/1").json().get("_version").longValue()).isEqualTo(5);
      assertThat(
              client
                  .bulk(action("1", 5), person("1", "b@x"), action("2", 1), "{\"foo\": 1}")
                  .statuses())
          .containsExactly(409, 400);
      assertThat(client.find("{\"wildcard\": {\"email\": {\"value\": \"A*\"}}}").ids())
          .containsExactly("1");
    }
  }

  @Test
  void acknowledged_writes_survive_a_killed_process() throws Exception {
    List<String> acknowledged = writeUntilKilled(temporary.resolve("acknowledged"));
    try (var search = LocalOpenSearch.start(folder());
        var client = SearchClient.of(search)) {
      assertThat(acknowledged)
          .hasSizeGreaterThanOrEqualTo(ENOUGH)
          .allSatisfy(
              id ->
                  assertThat(client.get("/people/_doc/" + id).json().get("_version").longValue())
                      .isEqualTo(7));
    }
  }

  private List<String> writeUntilKilled(Path acknowledged)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                BulksUntilKilled.class.getName(), folder().toString())
            .redirectOutput(acknowledged.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(PATIENCE).until(() -> ids(acknowledged).size() > ENOUGH);
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    List<String> ids = ids(acknowledged);
    return ids.subList(0, ids.size() - 1); // the last line may be incomplete
  }

  private static List<String> ids(Path output) throws IOException {
    return Files.readAllLines(output).stream().filter(line -> line.startsWith("caller")).toList();
  }

  @Test
  void refuses_a_folder_that_is_in_use() {
    try (var search = LocalOpenSearch.start(folder())) {
      assertThat(search.endpoint().getHost()).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> LocalOpenSearch.start(folder()))
          .isInstanceOf(LocalCloudException.class)
          .hasMessage(
              "The search index in "
                  + folder()
                  + " is in use by another process:"
                  + " stop that process or choose another folder.");
    }
  }

  @Test
  void reports_a_damaged_catalog_with_the_remedy() throws IOException {
    writeOne();
    Files.writeString(folder().resolve(FolderStorage.CATALOG), "{\"indices\": ");
    assertDamaged();
    Files.delete(folder().resolve(FolderStorage.CATALOG));
    assertDamaged();
  }

  @Test
  void reports_any_damaged_file_of_an_index_with_the_remedy() throws IOException {
    writeOne();
    for (Path file : indexFiles()) {
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[whole.length / 2] ^= 0x20;
      Files.write(file, damaged);
      assertDamaged();
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      assertDamaged();
      Files.write(file, whole);
    }
    try (var search = LocalOpenSearch.start(folder());
        var client = SearchClient.of(search)) {
      assertThat(client.get("/people/_doc/1").status()).isEqualTo(200);
    }
  }

  @Test
  void reports_an_index_without_its_files_and_does_not_start_empty() throws IOException {
    writeOne();
    for (Path file : indexFiles()) {
      Files.delete(file);
    }
    assertDamaged();
    assertDamaged();
  }

  private List<Path> indexFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder(), 2)) {
      return files
          .filter(file -> folder().relativize(file).getNameCount() == 2)
          .filter(file -> Files.isRegularFile(file) && !file.endsWith("write.lock"))
          .toList();
    }
  }

  private void assertDamaged() {
    assertThatThrownBy(() -> LocalOpenSearch.start(folder()).close())
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "The search index in "
                + folder()
                + " cannot be read: delete that folder and start again. The streams refill it with"
                + " the last 24 hours; repair older entries.");
  }

  @Test
  void removes_leftovers_of_a_deleted_index_after_a_crash() throws IOException {
    writeOne();
    Path left = Files.createDirectory(folder().resolve("left-behind"));
    Files.writeString(left.resolve("segments_1"), "x");
    writeNothing();
    assertThat(left).doesNotExist();
  }

  private void writeNothing() {
    try (var search = LocalOpenSearch.start(folder())) {
      assertThat(search.endpoint().getPort()).isPositive();
    }
  }
}
