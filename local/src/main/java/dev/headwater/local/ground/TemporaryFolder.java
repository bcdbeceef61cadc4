package dev.headwater.local.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this process in {@code java.io.tmpdir}, for its owner alone. Creating one removes
 * those of processes that were killed.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final String PREFIX = "headwater-local-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

  private final Path folder;
  private final AtomicInteger made = new AtomicInteger();

  private TemporaryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates one.
   *
   * @throws LocalCloudException when that is not possible
   */
  public static TemporaryFolder create() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      removeLeftovers(temporary);
      return new TemporaryFolder(
          Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-"));
    } catch (IOException e) {
      throw new LocalCloudException(
          "Cannot create a folder in " + temporary + ": check that it exists and has room.", e);
    }
  }

  /** An empty folder in this one. */
  public Path next() throws IOException {
    return Files.createDirectory(folder.resolve(Integer.toString(made.incrementAndGet())));
  }

  /** Deletes everything. */
  @Override
  public void close() {
    delete(folder);
  }

  /** Deletes a file or folder with everything in it, as far as it can. */
  public static void delete(Path unused) {
    try (Stream<Path> files = Files.walk(unused)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Could not remove {}: {}", unused, RedactedException.describe(e));
    }
  }

  private static void removeLeftovers(Path temporary) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path left : folders) {
        Matcher named = NAME.matcher(String.valueOf(left.getFileName()));
        if (named.matches() && ProcessHandle.of(Long.parseLong(named.group(1))).isEmpty()) {
          delete(left);
        }
      }
    }
  }
}
