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
 * Removes copies of the native library from {@code java.io.tmpdir}. DynamoDB Local unpacks one for
 * each process and deletes it on an orderly exit, so a killed process would leave its copy behind.
 * Once the library is loaded, its file is no longer needed.
 */
final class NativeLibraryCopies {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraryCopies.class);
  private static final String COPIES = "sqlite-*-libsqlite4java.*";

  /** Far longer than it takes to load a copy after it was unpacked. */
  private static final Duration MAX_UNPACKING = Duration.ofMinutes(10);

  private static final Path LOADED = Path.of("/proc/self/maps");

  private NativeLibraryCopies() {}

  /** Removes leftover copies, and this process's own where the operating system names it. */
  static void removeCopies(Path temporary, Instant now) {
    try {
      Path folder = temporary.toRealPath(); // the form that /proc uses
      try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPIES)) {
        copies.forEach(copy -> removeCopy(copy, now));
      }
    } catch (IOException | DirectoryIteratorException e) {
      logLeftover(temporary, e);
    }
  }

  /** Goes on if a copy cannot be removed, for instance because it belongs to another user. */
  private static void removeCopy(Path copy, Instant now) {
    try {
      if (isLoadedHere(copy) || isOld(copy, now)) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException | UncheckedIOException e) {
      logLeftover(copy, e);
    }
  }

  private static void logLeftover(Path left, Exception e) {
    LOG.debug(
        "Could not remove a copy of the native library in {}: {}",
        left,
        RedactedException.describe(e));
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
      return Files.getLastModifiedTime(copy).toInstant().isBefore(now.minus(MAX_UNPACKING));
    } catch (NoSuchFileException alreadyDeleted) {
      return false;
    }
  }
}
