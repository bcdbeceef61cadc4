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
 * Which boot of the machine this is. While it lasts, all that processes wrote to files is there,
 * even if they were killed: on the disk, or in the operating system's memory on its way there.
 */
final class BootId {
  private static final Logger LOG = LoggerFactory.getLogger(BootId.class);
  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path MAC_OS = Path.of("/usr/sbin/sysctl");

  private BootId() {}

  /** Where it cannot be found out, another one each time. */
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
      LOG.debug("The machine does not name its boot", RedactedException.of(e));
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
