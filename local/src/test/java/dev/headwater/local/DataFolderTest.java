package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTest {
  @TempDir private Path folder;

  /** Simulates a run that created its index, if built in, and stopped cleanly. */
  private void run(DataFolder data, String place) throws IOException {
    data.recordSearch(place);
    if (place.equals(DataFolder.BUILT_IN_SEARCH)) {
      Files.createDirectories(data.search());
    }
    Files.writeString(data.checkpoint(), "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "built-in, built-in, false",
    "http://a:1/, http://a:1/, false",
    "none, none, false",
    "built-in, none, false",
    "built-in, http://a:1/, true",
    "http://a:1/, built-in, true",
    "none, built-in, true",
    "http://a:1/, http://b:1/, true"
  })
  void rereads_the_streams_for_another_search(String last, String now, boolean again)
      throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      Files.createDirectories(data.search());
      run(data, last);

      assertThat(data.recordSearch(now)).isEqualTo(again);
      assertThat(Files.notExists(data.checkpoint())).isEqualTo(again);
    }
  }

  @Test
  void rereads_the_streams_when_the_last_search_is_unknown() throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      Files.createDirectories(data.search());
      Files.writeString(data.checkpoint(), "{}");

      assertThat(data.recordSearch(DataFolder.BUILT_IN_SEARCH)).isTrue();
      assertThat(data.checkpoint()).doesNotExist();
    }
  }

  @Test
  void rereads_the_streams_for_a_deleted_index() throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      run(data, DataFolder.BUILT_IN_SEARCH);
      Files.delete(data.search());

      assertThat(data.recordSearch(DataFolder.BUILT_IN_SEARCH)).isTrue();
      assertThat(data.checkpoint()).doesNotExist();
    }
  }

  @Test
  void does_not_keep_an_unusable_folder_locked() throws IOException {
    Files.createFile(folder.resolve("lock"));
    Path stale = Files.createDirectories(folder.resolve("endpoints.json").resolve("odd"));
    assertThatThrownBy(() -> DataFolder.lock(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage("Cannot use the data folder " + folder + ": choose another one.");

    Files.delete(stale);
    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.tables()).doesNotExist();
    }
  }

  @Test
  void refuses_a_folder_with_foreign_files_and_leaves_it_alone() throws IOException {
    Path photo = Files.writeString(folder.resolve("photo.jpg"), "x");

    assertThatThrownBy(() -> DataFolder.lock(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "The folder "
                + folder
                + " contains files that do not belong to the local cloud:"
                + " choose an empty or new folder.");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(photo);
    }
  }

  @Test
  void accepts_a_folder_of_an_earlier_run_whatever_else_is_in_it() throws IOException {
    DataFolder.lock(folder).close();
    Files.writeString(folder.resolve("notes.txt"), "x");

    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.tables()).doesNotExist();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_new_folder_is_accessible_only_to_its_owner() throws IOException {
    Path parent = folder.resolve("a");
    Path made = parent.resolve("b");
    try (DataFolder data = DataFolder.lock(made)) {
      assertThat(data.narrow()).isEmpty();
      assertThat(rights(made)).isEqualTo("rwx------");
      assertThat(rights(parent)).isEqualTo("rwx------");
      assertThat(rights(made.resolve("lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void restricts_a_folder_that_others_can_read_and_reports_it() throws IOException {
    DataFolder.lock(folder).close();
    Path tables = Files.createDirectories(folder.resolve("tables"));
    Path file = Files.writeString(tables.resolve("shared-local-instance.db"), "x");
    for (Path open : List.of(folder, tables, file)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.narrow())
          .hasValue("other users could read the data folder " + folder + "; now they cannot");
      assertThat(rights(folder)).isEqualTo("rwx------");
      assertThat(rights(tables)).isEqualTo("rwx------");
      assertThat(rights(file)).isEqualTo("rw-------");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void restricts_a_folder_behind_a_symbolic_link() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (DataFolder data = DataFolder.lock(link)) {
      assertThat(data.narrow())
          .hasValue("other users could read the data folder " + link + "; now they cannot");
      assertThat(rights(target)).isEqualTo("rwx------");
      Files.writeString(data.checkpoint(), "{}");
      Files.setPosixFilePermissions(
          data.checkpoint(), PosixFilePermissions.fromString("rw-r--r--"));
    }
    assertThat(rights(target.resolve("checkpoint.json"))).isEqualTo("rw-------");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
