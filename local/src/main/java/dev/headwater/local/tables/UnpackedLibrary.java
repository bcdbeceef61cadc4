package dev.headwater.local.tables;

import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the native library, one for each process that loads it, which DynamoDB Local unpacks to
 * {@code java.io.tmpdir} and deletes when the JVM ends by itself. A process that is killed leaves
 * its copy behind, so copies are removed here as soon as nobody needs their names: a library that
 * is loaded needs none.
 */
final class UnpackedLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
  private static final String COPIES = "sqlite-*-libsqlite4java.*";

  /** Far longer than it takes to load a copy after it was unpacked. */
  private static final Duration UNPACKING = Duration.ofMinutes(10);

  private static final Path LOADED = Path.of("/proc/self/maps");

  private UnpackedLibrary() {}

  /** Removes this process's copy, where the system tells which it is, and those left behind. */
  static void removeCopies(Path temporary, Instant now) {
    try {
      Path folder = temporary.toRealPath(); // which is what the system's list names
      try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPIES)) {
        copies.forEach(copy -> removeCopy(copy, now));
      }
    } catch (IOException | DirectoryIteratorException e) {
      reportLeft(temporary, e);
    }
  }

  /** One that cannot be removed, as another user's, keeps no other from it. */
  private static void removeCopy(Path copy, Instant now) {
    try {
      if (isLoadedHere(copy) || isOld(copy, now)) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException | UncheckedIOException e) {
      reportLeft(copy, e);
    }
  }

  private static void reportLeft(Path left, Exception e) {
    LOG.debug("A copy of a native library is left in {}: {}", left, RedactedException.describe(e));
  }

  private static boolean isLoadedHere(Path copy) throws IOException {
    if (!Files.isReadable(LOADED)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(LOADED)) {
      return lines.anyMatch(line -> line.endsWith(copy.toString()));
    }
  }

  private static boolean isOld(Path copy, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(copy).toInstant().isBefore(now.minus(UNPACKING));
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }
}
