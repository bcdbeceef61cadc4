package dev.headwater.local.ground;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and connections this process may have open. */
public final class Descriptors {
  /** What a start takes beyond what is open before, with room for the files of its indexes. */
  public static final int NEEDED = 300;

  private static final int FEWEST = 16;
  private static final int MOST = 1024;

  /** No more than this part of what is free for one server, of which there are up to ten. */
  private static final int SHARE = 12;

  private Descriptors() {}

  /** How many more the operating system grants; many where it does not say. */
  public static long free() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Integer.MAX_VALUE;
  }

  /** How many connections one server may have open at once. */
  public static int connectionsPerServer() {
    return Math.clamp(free() / SHARE, FEWEST, MOST);
  }
}
