package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibraryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path temporary;

  private Path copy(String name, Duration age) throws IOException {
    Path file = Files.createFile(temporary.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }

  @Test
  void removes_what_killed_processes_left_and_nothing_that_is_being_unpacked() throws IOException {
    Path left = copy("sqlite-392-a-libsqlite4java.so", Duration.ofHours(1));
    Path begun = copy("sqlite-392-b-libsqlite4java.so", Duration.ofSeconds(5));
    Path foreign = copy("sqlite-392.db", Duration.ofHours(1));

    UnpackedLibrary.removeCopies(temporary, NOW);

    assertThat(left).doesNotExist();
    assertThat(begun).exists();
    assertThat(foreign).exists();
  }

  @Test
  void a_copy_that_cannot_be_removed_keeps_no_other_from_it() throws IOException {
    List<Path> left = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      left.add(copy("sqlite-392-" + i + "-libsqlite4java.so", Duration.ofHours(1)));
      Path stuck = temporary.resolve("sqlite-393-" + i + "-libsqlite4java.so");
      Files.createDirectories(stuck.resolve("a folder that is not empty"));
      Files.setLastModifiedTime(stuck, FileTime.from(NOW.minus(Duration.ofHours(1))));
    }

    UnpackedLibrary.removeCopies(temporary, NOW);

    assertThat(left).noneMatch(Files::exists);
  }

  @Test
  void a_temporary_folder_that_is_gone_fails_no_start() {
    Path gone = temporary.resolve("gone");

    assertThatCode(() -> UnpackedLibrary.removeCopies(gone, NOW)).doesNotThrowAnyException();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_process_whose_temporary_folder_is_behind_a_link_leaves_nothing() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("target"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

    try (ServedTables tables =
            ServedTables.start(temporary.resolve("data"), "-Djava.io.tmpdir=" + link);
        Stream<Path> left = Files.list(folder)) {
      assertThat(tables.endpoint().getPort()).isPositive();
      assertThat(left.filter(file -> file.toString().contains("libsqlite4java"))).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_process_that_runs_leaves_nothing_to_a_kill() throws IOException {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null);
        Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(tables.endpoint().getPort()).isPositive();
      assertThat(mapped.filter(line -> line.contains("libsqlite4java")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith("(deleted)"));
    }
  }
}
