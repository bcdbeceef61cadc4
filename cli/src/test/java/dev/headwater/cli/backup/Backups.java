package dev.headwater.cli.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backups of notes for tests. */
final class Backups {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private Backups() {}

  /** A commit of one event, as a line. */
  static String line(String id, long version) {
    return """
    {"PK":{"S":"NOTE#%s"},"SK":{"S":"EVENT#000000000%s"},"version":{"N":"%s"},"events":{"L":[\
    {"M":{"eventType":{"S":"NoteWritten"},"schemaVersion":{"N":"1"},"payload":{"M":{"text":\
    {"S":"Ünïcode"}}}}}]},"timestamp":{"N":"1001"},"commandId":{"S":"command"},\
    "commandDigest":{"B":"AAAAAAAAAAE="}}\
    """
        .formatted(id, version, version);
  }

  static JsonNode commit(String id, long version) {
    return JsonMapper.shared().readTree(line(id, version));
  }

  static int bytes(String id, long version) {
    return (line(id, version) + "\n").getBytes(StandardCharsets.UTF_8).length;
  }

  /** Of two streams, with three commits in all, each in a file of its own. */
  static Manifest write(BackupWriter writer) {
    try (BackupWriter small = writer.withMaxFileBytes(10)) {
      small.add(commit("a", 1));
      small.add(commit("a", 2));
      small.add(commit("b", 1));
      return small.finish("notes", "9", false, 3);
    }
  }

  static Path folder(Path parent) {
    Path folder = parent.resolve("export");
    write(BackupWriter.toFolder(folder, CLOCK));
    return folder;
  }

  static List<String> lines(Path path) {
    List<String> lines = new ArrayList<>();
    try (BackupReader reader = BackupReader.open(path);
        BackupReader.Lines all = reader.lines()) {
      reader.check();
      for (String line = all.next(); line != null; line = all.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
