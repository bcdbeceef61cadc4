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

class NativeLibraryCopiesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path temporary;

  private Path copy(String name, Duration age) throws IOException {
    Path file = Files.createFile(temporary.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }

  @Test
  void removes_leftovers_of_killed_processes_but_not_a_copy_being_unpacked() throws IOException {
    Path left = copy("sqlite-392-a-libsqlite4java.so", Duration.ofHours(1));
    Path begun = copy("sqlite-392-b-libsqlite4java.so", Duration.ofSeconds(5));
    Path foreign = copy("sqlite-392.db", Duration.ofHours(1));

    NativeLibraryCopies.removeCopies(temporary, NOW);

    assertThat(left).doesNotExist();
    assertThat(begun).exists();
    assertThat(foreign).exists();
  }

  @Test
  void removes_the_other_copies_when_one_cannot_be_removed() throws IOException {
    List<Path> left = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      left.add(copy("sqlite-392-" + i + "-libsqlite4java.so", Duration.ofHours(1)));
      Path stuck = temporary.resolve("sqlite-393-" + i + "-libsqlite4java.so");
      Files.createDirectories(stuck.resolve("a folder that is not empty"));
      Files.setLastModifiedTime(stuck, FileTime.from(NOW.minus(Duration.ofHours(1))));
    }

    NativeLibraryCopies.removeCopies(temporary, NOW);

    assertThat(left).noneMatch(Files::exists);
  }

  @Test
  void a_missing_temporary_folder_does_not_fail_a_start() {
    Path gone = temporary.resolve("gone");

    assertThatCode(() -> NativeLibraryCopies.removeCopies(gone, NOW)).doesNotThrowAnyException();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leaves_nothing_in_a_symbolically_linked_temporary_folder() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("target"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

    try (TablesProcess tables =
            TablesProcess.start(temporary.resolve("data"), "-Djava.io.tmpdir=" + link);
        Stream<Path> left = Files.list(folder)) {
      assertThat(tables.endpoint().getPort()).isPositive();
      assertThat(left.filter(file -> file.toString().contains("libsqlite4java"))).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_running_process_has_already_removed_its_copy() throws IOException {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null);
        Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(tables.endpoint().getPort()).isPositive();
      assertThat(mapped.filter(line -> line.contains("libsqlite4java")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith("(deleted)"));
    }
  }
}
