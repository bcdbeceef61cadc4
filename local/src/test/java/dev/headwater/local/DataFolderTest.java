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

  /** A run that made its index, if it is built in, and stopped cleanly. */
  private void run(DataFolder data, String place) throws IOException {
    data.searchIn(place);
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
  void the_streams_are_read_again_for_a_search_of_another_place(
      String last, String now, boolean again) throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      Files.createDirectories(data.search());
      run(data, last);

      assertThat(data.searchIn(now)).isEqualTo(again);
      assertThat(Files.notExists(data.checkpoint())).isEqualTo(again);
    }
  }

  @Test
  void the_streams_are_read_again_when_it_is_not_known_what_they_filled() throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      Files.createDirectories(data.search());
      Files.writeString(data.checkpoint(), "{}");

      assertThat(data.searchIn(DataFolder.BUILT_IN_SEARCH)).isTrue();
      assertThat(data.checkpoint()).doesNotExist();
    }
  }

  @Test
  void the_streams_are_read_again_for_an_index_that_was_deleted() throws IOException {
    try (DataFolder data = DataFolder.lock(folder)) {
      run(data, DataFolder.BUILT_IN_SEARCH);
      Files.delete(data.search());

      assertThat(data.searchIn(DataFolder.BUILT_IN_SEARCH)).isTrue();
      assertThat(data.checkpoint()).doesNotExist();
    }
  }

  @Test
  void a_folder_that_could_not_be_used_is_not_kept_locked() throws IOException {
    Files.createFile(folder.resolve("lock"));
    Path stale = Files.createDirectories(folder.resolve("endpoints.json").resolve("odd"));
    assertThatThrownBy(() -> DataFolder.lock(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage("The data folder " + folder + " cannot be used: choose another one.");

    Files.delete(stale);
    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.tables()).doesNotExist();
    }
  }

  @Test
  void a_folder_with_files_of_something_else_is_refused_and_left_alone() throws IOException {
    Path photo = Files.writeString(folder.resolve("photo.jpg"), "x");

    assertThatThrownBy(() -> DataFolder.lock(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "The folder "
                + folder
                + " holds files that are not of the local cloud:"
                + " choose an empty folder, or a new one.");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(photo);
    }
  }

  @Test
  void a_folder_of_an_earlier_run_is_ours_whatever_was_put_beside() throws IOException {
    DataFolder.lock(folder).close();
    Files.writeString(folder.resolve("notes.txt"), "x");

    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.tables()).doesNotExist();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_new_folder_is_for_its_owner_alone() throws IOException {
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
  void a_folder_that_others_can_read_is_narrowed_and_that_is_reported() throws IOException {
    DataFolder.lock(folder).close();
    Path tables = Files.createDirectories(folder.resolve("tables"));
    Path file = Files.writeString(tables.resolve("shared-local-instance.db"), "x");
    for (Path open : List.of(folder, tables, file)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    try (DataFolder data = DataFolder.lock(folder)) {
      assertThat(data.narrow())
          .hasValue("other users could read the data folder " + folder + ": now they cannot");
      assertThat(rights(folder)).isEqualTo("rwx------");
      assertThat(rights(tables)).isEqualTo("rwx------");
      assertThat(rights(file)).isEqualTo("rw-------");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_folder_behind_a_link_is_narrowed_like_any_other() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (DataFolder data = DataFolder.lock(link)) {
      assertThat(data.narrow())
          .hasValue("other users could read the data folder " + link + ": now they cannot");
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
