package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
  @TempDir private Path folder;

  @Test
  void a_folder_is_free_again_after_a_run() throws Exception {
    DataFolder.lock(folder).close();
    DataFolder.lock(folder).close();

    assertThat(isRefusedElsewhere()).isFalse();
  }

  @Test
  void a_refused_second_start_does_not_release_the_lock() throws Exception {
    try (DataFolder inUse = DataFolder.lock(folder)) {
      assertThat(isRefusedElsewhere()).isTrue();
      assertThatThrownBy(() -> DataFolder.lock(folder))
          .hasMessageContaining("is in use by another process");

      assertThat(isRefusedElsewhere()).isTrue();
      assertThat(inUse.tables()).doesNotExist();
    }
  }

  @Test
  void recognizes_a_folder_under_another_name() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), Files.createDirectory(folder.resolve("data")));
    try (DataFolder inUse = DataFolder.lock(folder.resolve("data"))) {
      assertThatThrownBy(() -> DataFolder.lock(link))
          .hasMessageContaining("is in use by another process");
      assertThat(inUse.tables()).doesNotExist();
    }
  }

  private boolean isRefusedElsewhere() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    try {
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).isIn(0, OtherProcess.REFUSED);
      return other.exitValue() == OtherProcess.REFUSED;
    } finally {
      other.destroyForcibly();
    }
  }

  /** Locks a folder briefly. */
  static final class OtherProcess {
    static final int REFUSED = 3;

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      try {
        DataFolder.lock(Path.of(arguments[0])).close();
      } catch (LocalCloudException inUse) {
        System.exit(REFUSED);
      }
    }
  }
}
