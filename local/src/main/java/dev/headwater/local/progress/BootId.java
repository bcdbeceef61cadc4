package dev.headwater.local.progress;

import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies the current boot of the machine. Until the next boot, everything that processes wrote
 * to files survives, even if they were killed: it is on disk or in the operating system's cache.
 */
final class BootId {
  private static final Logger LOG = LoggerFactory.getLogger(BootId.class);
  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path MAC_OS = Path.of("/usr/sbin/sysctl");

  private BootId() {}

  /** The id of this boot; a new id each time if the operating system does not reveal it. */
  static String current() {
    try {
      String id =
          Files.isReadable(LINUX)
              ? Files.readString(LINUX)
              : output(MAC_OS.toString(), "-n", "kern.bootsessionuuid");
      if (!id.isBlank()) {
        return id.strip();
      }
    } catch (IOException e) {
      LOG.debug("Cannot read the boot id", RedactedException.of(e));
    }
    return UUID.randomUUID().toString();
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    try (var output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroy();
    }
  }
}
