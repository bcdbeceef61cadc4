package dev.headwater.cli.backup;

import static dev.headwater.cli.backup.Backups.commit;
import static dev.headwater.cli.backup.Backups.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupWriterTest {
  @TempDir Path parent;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_is_written_is_read_again(boolean compressed) {
    Path path = parent.resolve("backup");

    Manifest written = Backups.write(writer(path, compressed));

    assertThat(Backups.lines(path)).containsExactly(line("a", 1), line("a", 2), line("b", 1));
    try (BackupReader reader = BackupReader.open(path)) {
      assertThat(reader.manifest()).isEqualTo(written);
    }
    assertThat(written.began()).isEqualTo(Backups.CLOCK.instant());
    assertThat(List.of(written.streams(), written.commits(), written.events()))
        .containsExactly(2L, 3L, 3L);
    assertThat(written.files())
        .extracting(Manifest.Entry::name)
        .containsExactly("commits-000001.jsonl", "commits-000002.jsonl", "commits-000003.jsonl");
    assertThat(written.files())
        .extracting(Manifest.Entry::streams)
        .as("a stream counts with its first commit")
        .containsExactly(1L, 0L, 1L);
  }

  private static BackupWriter writer(Path path, boolean compressed) {
    return compressed
        ? BackupWriter.toFile(path, Backups.CLOCK)
        : BackupWriter.toFolder(path, Backups.CLOCK);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_backup_of_nothing_is_a_backup(boolean compressed) {
    Path path = parent.resolve("backup");
    try (BackupWriter writer = writer(path, compressed)) {
      writer.finish("notes", "9", false, 0);
    }

    assertThat(Backups.lines(path)).isEmpty();
  }

  @Test
  void what_is_not_finished_does_not_look_complete() throws IOException {
    Path folder = parent.resolve("folder");
    try (BackupWriter writer = BackupWriter.toFolder(folder, Backups.CLOCK)) {
      writer.add(commit("a", 1));
    }
    try (BackupWriter writer = BackupWriter.toFile(parent.resolve("file"), Backups.CLOCK)) {
      writer.add(commit("a", 1));
    }

    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).containsExactly(folder);
    }
    assertThatExceptionOfType(BackupException.class)
        .isThrownBy(() -> BackupReader.open(folder))
        .withMessage(folder + " has no manifest.json: it is not a backup, or was interrupted");
  }

  @Test
  void never_replaces_what_is_there() throws IOException {
    Path folder = Backups.folder(parent);
    Path file = Files.writeString(parent.resolve("file"), "mine");

    assertThatExceptionOfType(BackupException.class)
        .isThrownBy(() -> BackupWriter.toFolder(folder, Backups.CLOCK))
        .withMessage(folder + " is there already and is not an empty folder: name another");
    assertThatExceptionOfType(BackupException.class)
        .isThrownBy(() -> BackupWriter.toFolder(file, Backups.CLOCK))
        .withMessageStartingWith(file + " is there already");
    assertThatExceptionOfType(BackupException.class)
        .isThrownBy(() -> BackupWriter.toFile(file, Backups.CLOCK))
        .withMessage(file + " is there already: name another file");
    try (BackupWriter late = BackupWriter.toFile(parent.resolve("late"), Backups.CLOCK)) {
      Files.writeString(parent.resolve("late"), "mine");
      assertThatExceptionOfType(BackupException.class)
          .isThrownBy(() -> late.finish("notes", "9", false, 0));
    }
    assertThat(parent.resolve("late")).hasContent("mine");
    assertThat(file).hasContent("mine");
  }

  @Test
  void a_commit_that_was_sent_but_not_received_is_noticed() {
    try (BackupWriter writer = BackupWriter.toFolder(parent.resolve("folder"), Backups.CLOCK)) {
      writer.add(commit("a", 1));
      assertThatExceptionOfType(BackupException.class)
          .isThrownBy(() -> writer.finish("notes", "9", false, 2))
          .withMessage("The service has sent 2 commits, but 1 were received: begin again");
    }
  }

  @Test
  void only_the_owner_can_read_it() throws IOException {
    Path folder = Backups.folder(parent);
    Path file = parent.resolve("file");
    Backups.write(BackupWriter.toFile(file, Backups.CLOCK));

    for (Path each : List.of(file, folder.resolve("commits-000001.jsonl"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }
}
