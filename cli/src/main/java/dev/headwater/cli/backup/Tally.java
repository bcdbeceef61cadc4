package dev.headwater.cli.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts what a file holds, line by line. */
final class Tally {
  private final MessageDigest digest = sha256();
  long bytes;
  long streams;
  long commits;
  long events;

  /**
   * Adds a line.
   *
   * @param line with its end
   * @param firstVersion of its commit: a stream is counted with its first
   */
  void add(byte[] line, long firstVersion, long eventCount) {
    digest.update(line);
    bytes += line.length;
    streams += firstVersion == 1 ? 1 : 0;
    commits++;
    events += eventCount;
  }

  /** Can be called once. */
  Manifest.Entry entry(String name) {
    return new Manifest.Entry(
        name, bytes, HexFormat.of().formatHex(digest.digest()), streams, commits, events);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
