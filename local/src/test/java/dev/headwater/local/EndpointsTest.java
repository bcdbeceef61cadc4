package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  private static final URI SOMEWHERE = URI.create("http://127.0.0.1:1");

  @TempDir private Path folder;

  private static Endpoints of(ProcessHandle process) {
    return of(process.pid(), process.info().startInstant().orElse(null));
  }

  private static Endpoints of(long pid, @Nullable Instant start) {
    return new Endpoints(
        SOMEWHERE,
        SOMEWHERE,
        SOMEWHERE,
        SOMEWHERE,
        SOMEWHERE,
        null,
        "us-east-1",
        pid,
        start,
        Map.of("Fn", "shop-Fn"),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("Size", "4"));
  }

  @Test
  void reads_what_it_wrote() throws Exception {
    Endpoints endpoints = of(ProcessHandle.current());
    try (DataFolder data = DataFolder.lock(folder);
        var published = data.publish(endpoints)) {
      assertThat(published).isNotNull();
      assertThat(Endpoints.read(folder)).contains(endpoints);
    }
    assertThat(Endpoints.read(folder)).isEmpty();
  }

  @Test
  void reads_a_file_of_an_older_version_without_parameters() throws Exception {
    Endpoints endpoints = of(ProcessHandle.current());
    String older = endpoints.toJson().replaceFirst(",\\s*\"parameters\" : \\{[^}]*}", "");
    Files.writeString(folder.resolve("endpoints.json"), older);

    assertThat(older).doesNotContain("parameters");
    assertThat(Endpoints.read(folder))
        .hasValueSatisfying(read -> assertThat(read.parameters()).isEmpty());
  }

  @Test
  void ignores_the_file_of_a_dead_process() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    Files.writeString(folder.resolve("endpoints.json"), of(process.toHandle()).toJson());
    assertThat(Endpoints.read(folder)).isEmpty();
  }

  @Test
  void ignores_the_file_of_a_process_whose_id_was_reused() throws Exception {
    Instant earlier = Instant.now().minus(Duration.ofDays(1));
    Endpoints reused = of(ProcessHandle.current().pid(), earlier);
    Files.writeString(folder.resolve("endpoints.json"), reused.toJson());
    assertThat(Endpoints.read(folder)).isEmpty();
  }

  @Test
  void the_next_start_removes_the_file_of_an_unclean_stop() throws Exception {
    DataFolder.lock(folder).close();
    Path file = Files.writeString(folder.resolve("endpoints.json"), "left behind");
    assertThatThrownBy(() -> Endpoints.read(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("endpoints.json: delete it");
    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(file).doesNotExist();
      assertThat(data.tables().getParent()).isEqualTo(folder);
    }
  }
}
