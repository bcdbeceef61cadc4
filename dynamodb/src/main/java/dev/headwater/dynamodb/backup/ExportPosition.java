package dev.headwater.dynamodb.backup;

/**
 * Where an export goes on.
 *
 * @param stream the last one of which an item was read; empty at the beginning
 * @param sort the last sort key that was read in the table; empty if there is none
 * @param next the version at which the stream's next commit begins
 * @param mode how the stream is read
 */
public record ExportPosition(String stream, String sort, long next, Mode mode) {
  /** How a stream is read. */
  public enum Mode {
    /** In the order in which the table is scanned. */
    SCAN,
    /** Out of its log, from the next version on, since the scan has left a commit out. */
    LOG,
    /** In the scan again, which comes to commits that were read out of the log. */
    CAUGHT_UP,
    /** No further, since its next commit is missing or malformed. */
    BROKEN
  }

  /** The beginning of a table. */
  public static ExportPosition begin() {
    return new ExportPosition("", "", 1, Mode.SCAN);
  }

  /** The beginning of a stream. */
  public static ExportPosition begin(String stream) {
    return new ExportPosition(stream, "", 1, Mode.LOG);
  }

  /** The first version of the next stream. */
  ExportPosition at(String otherStream, String otherSort) {
    return stream.equals(otherStream)
        ? new ExportPosition(stream, otherSort, next, mode)
        : new ExportPosition(otherStream, otherSort, 1, Mode.SCAN);
  }

  ExportPosition after(StoredCommit commit) {
    return new ExportPosition(stream, sort, commit.lastVersion() + 1, mode);
  }

  ExportPosition in(Mode other) {
    return new ExportPosition(stream, sort, next, other);
  }
}
