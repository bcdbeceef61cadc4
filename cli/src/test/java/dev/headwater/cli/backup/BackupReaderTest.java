package dev.headwater.cli.backup;

import static dev.headwater.cli.backup.Backups.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups that are torn, or that were changed: nothing of them is used. */
class BackupReaderTest {
  private static final String FIRST = "commits-000001.jsonl";

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void write() {
    folder = Backups.folder(parent);
  }

  @Test
  void a_torn_line_is_named() throws IOException {
    change(FIRST, content -> content.substring(0, 100));

    assertRefused("export, commits-000001.jsonl, line 1 is not a commit: it is not valid JSON");
  }

  @Test
  void a_line_that_is_too_long_is_named() throws IOException {
    change(FIRST, content -> content + "x".repeat(CommitLines.MAX_BYTES + 1));

    assertRefused("commits-000001.jsonl, line 2 is not a commit: it has more than 4000000 bytes");
  }

  @Test
  void bytes_that_are_not_text_are_named() throws IOException {
    Files.write(folder.resolve(FIRST), new byte[] {'{', -1, '}', '\n'});

    assertRefused("commits-000001.jsonl, line 1 is not a commit: it is not UTF-8");
  }

  @Test
  void a_commit_that_does_not_follow_is_named() throws IOException {
    change("commits-000002.jsonl", content -> line("a", 3) + "\n");

    assertRefused("000002.jsonl, line 1 is not a commit: it does not follow the commit before");
  }

  @Test
  void a_malformed_commit_is_named_without_quoting_it() throws IOException {
    change(
        FIRST,
        content -> content.replace("NoteWritten", "secret").replace("{\"N\":\"1001\"}", "7"));

    assertRefused("line 1 is not a commit: an attribute is not a type with a value");
  }

  @Test
  void other_content_has_another_checksum() throws IOException {
    change(FIRST, content -> content.replace("Ünïcode", "Unicode"));

    assertRefused("export, commits-000001.jsonl is not what manifest.json says");
  }

  @Test
  void a_last_line_that_has_lost_its_end_is_noticed() throws IOException {
    change(FIRST, String::strip);

    assertRefused("commits-000001.jsonl is not what manifest.json says");
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Files.delete(folder.resolve("commits-000003.jsonl"));

    assertRefused("export, commits-000003.jsonl is missing: the backup is incomplete");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"streams\" : 2 | \"streams\" : 3 | counts do not add up",
        "\"events\" : 3 | \"events\" : 4 | counts do not add up",
        "\"commits\" : 1 | \"commits\" : 2 | its checksum or its counts differ",
        "\"service\" | \"other\" | has a malformed manifest.json: it is not a backup",
        "\"streams\" : 2, | | has a malformed manifest.json: it is not a backup",
        "\"format\" : 1 | \"format\" : 7 | has the format 7, and this command knows 1: use the"
            + " version of Headwater that wrote it (9), or a later one",
        "\"name\" : \"commits-000001.jsonl\" | \"name\" : \"../secret\" | has a malformed",
        "2026-01 | soon | has a malformed manifest.json",
      })
  void a_manifest_that_is_wrong_is_refused(String part, String by, String message)
      throws IOException {
    change("manifest.json", content -> content.replace(part, by == null ? "" : by));

    assertRefused(message);
  }

  @Test
  void a_torn_file_is_refused() throws IOException {
    Path file = parent.resolve("file.zip");
    Backups.write(BackupWriter.toFile(file, Backups.CLOCK));
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "file.zip is not a backup, or is torn: take a complete copy of it");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 60, 120, (byte) 7);
    Files.write(file, damaged);
    assertRefused(file, "file.zip, commits-000001.jsonl");
    Files.writeString(file, "no archive");
    assertRefused(file, "file.zip is not a backup");
    assertRefused(parent.resolve("nothing"), "nothing is not there");
  }

  private void change(String name, UnaryOperator<String> edit) throws IOException {
    Path file = folder.resolve(name);
    String before = Files.readString(file, StandardCharsets.UTF_8);
    String after = edit.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  private void assertRefused(String message) {
    assertRefused(folder, message);
  }

  private static void assertRefused(Path path, String message) {
    assertThatExceptionOfType(BackupException.class)
        .isThrownBy(() -> Backups.lines(path))
        .withMessageContaining(message)
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
  }
}
