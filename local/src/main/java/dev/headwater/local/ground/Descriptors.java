package dev.headwater.local.ground;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The number of files and connections that this process may have open. */
public final class Descriptors {
  /** What a start opens, with headroom for index files. */
  public static final int NEEDED = 300;

  private static final int FEWEST = 16;
  private static final int MOST = 1024;

  /** A start runs up to ten servers, each of which may use a twelfth of the free descriptors. */
  private static final int SHARE = 12;

  private Descriptors() {}

  /** The number still available; {@code Integer.MAX_VALUE} if the platform does not report it. */
  public static long free() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Integer.MAX_VALUE;
  }

  /** The number of connections that one server may have open at once. */
  public static int connectionsPerServer() {
    return Math.clamp(free() / SHARE, FEWEST, MOST);
  }
}
