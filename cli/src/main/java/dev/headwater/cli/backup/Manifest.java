package dev.headwater.cli.backup;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds. It is written last, so that a backup without it is known to be incomplete.
 *
 * @param format the version of the format
 * @param service the service's name
 * @param headwater the version of Headwater in the service
 * @param began every commit that was acknowledged before is in the backup
 * @param selected whether only some streams were chosen
 * @param files in the order in which to read them
 */
public record Manifest(
    int format,
    String service,
    String headwater,
    Instant began,
    Instant ended,
    boolean selected,
    long streams,
    long commits,
    long events,
    List<Entry> files) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public Manifest {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(headwater, "headwater");
    Objects.requireNonNull(began, "began");
    Objects.requireNonNull(ended, "ended");
    files = List.copyOf(files);
  }

  /**
   * A file of the backup.
   *
   * @param sha256 of its uncompressed content, in hexadecimal
   */
  public record Entry(
      String name, long bytes, String sha256, long streams, long commits, long events) {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}");

    public Entry {
      if (!NAMES.matcher(name).matches()) {
        throw new IllegalArgumentException("A file has a name that it cannot have");
      }
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  byte[] json() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  /**
   * Reads a manifest.
   *
   * @param backup what it belongs to
   * @throws BackupException if it is malformed or of another format
   */
  static Manifest read(byte[] json, String backup) {
    try {
      JsonNode tree = JSON.readTree(json);
      int format = tree.path("format").asInt(0);
      if (format != FORMAT && tree.path("format").isInt()) {
        throw new BackupException(
            backup
                + " has the format "
                + format
                + ", and this command knows "
                + FORMAT
                + ": use the version of Headwater that wrote it ("
                + tree.path("headwater").asString("unknown")
                + "), or a later one");
      }
      return JSON.treeToValue(tree, Manifest.class);
    } catch (JacksonException | NullPointerException malformed) {
      throw new BackupException(backup + " has a malformed " + NAME + ": it is not a backup");
    }
  }
}
