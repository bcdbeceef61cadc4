package dev.headwater.cli.backup;

import static dev.headwater.cli.backup.Backups.commit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CommitBatchesTest {
  private static final int COMMITS = 300;

  @TempDir Path parent;

  @Test
  void the_first_request_has_none_and_the_last_says_so() {
    List<JsonNode> requests = requests(Backups.folder(parent), 0, "");

    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst().path("commits")).isEmpty();
    assertThat(requests.getFirst().path("last").asBoolean(false)).isFalse();
    assertThat(requests.getLast().path("commits").values())
        .containsExactly(commit("a", 1), commit("a", 2), commit("b", 1));
  }

  @Test
  void a_request_takes_about_half_a_minute_at_the_rate() {
    List<JsonNode> requests = requests(many(), 2, "");

    assertThat(requests.stream().mapToInt(request -> request.path("commits").size()).sum())
        .isEqualTo(COMMITS);
    assertThat(requests)
        .hasSizeGreaterThan(2)
        .allSatisfy(
            request ->
                assertThat(request.path("commits").toString())
                    .hasSizeLessThanOrEqualTo(2 * 1_024 * 30));
  }

  @Test
  void the_rest_of_a_refused_stream_is_left_out() {
    List<JsonNode> requests = requests(many(), 1, "NOTE#s0");

    List<JsonNode> later =
        requests.stream()
            .skip(2)
            .flatMap(request -> request.path("commits").valueStream())
            .toList();
    assertThat(requests.get(1).path("commits").get(0).toString()).contains("NOTE#s0\"");
    assertThat(later).isNotEmpty().noneMatch(commit -> commit.toString().contains("NOTE#s0\""));
  }

  /** The first stream has more commits than a request at the lowest rate takes. */
  private Path many() {
    Path folder = parent.resolve("many");
    try (BackupWriter writer = BackupWriter.toFolder(folder, Backups.CLOCK)) {
      for (int number = 0; number < COMMITS; number++) {
        int stream = number < 200 ? 0 : number;
        writer.add(commit("s" + stream, 1));
      }
      writer.finish("notes", "9", false, COMMITS);
    }
    return folder;
  }

  /**
   * @param refused the stream that the first answer refuses
   */
  private static List<JsonNode> requests(Path path, int rate, String refused) {
    List<JsonNode> requests = new ArrayList<>();
    try (BackupReader reader = BackupReader.open(path);
        CommitBatches batches = new CommitBatches(reader.lines(), rate)) {
      ObjectNode request = JsonMapper.shared().createObjectNode();
      while (!request.path("last").asBoolean(false)) {
        batches.prepare(request);
        requests.add(request.deepCopy());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        if (!refused.isEmpty() && requests.size() == 2) {
          answer.putArray("findings").addObject().put("stream", refused);
        }
        batches.received(answer);
      }
    }
    return requests;
  }
}
