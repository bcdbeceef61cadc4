package dev.headwater.cli.arguments;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** The operating system's conventional folder for this user's data. */
public final class UserDataFolder {
  private UserDataFolder() {}

  /**
   * This user's folder.
   *
   * @throws LocalCloudException if the user has no home folder
   */
  public static Path here() {
    return nameable(
        of(
                System.getProperty("os.name"),
                System.getenv(),
                Path.of(System.getProperty("user.home", "")))
            .toString());
  }

  /** Follows the XDG Base Directory Specification, which ignores a relative path. */
  static Path of(String operatingSystem, Map<String, String> environment, Path home) {
    if (operatingSystem.startsWith("Mac")) {
      return usable(home).resolve("Library/Application Support/headwater");
    }
    Path xdg = nameable(environment.getOrDefault("XDG_DATA_HOME", ""));
    return (xdg.isAbsolute() ? xdg : usable(home).resolve(".local/share")).resolve("headwater");
  }

  private static Path nameable(String folder) {
    try {
      return NameablePath.of(folder, NameablePath.charset());
    } catch (TypeConversionException e) {
      throw new LocalCloudException("Your data folder cannot be used: " + e.getMessage() + ".");
    }
  }

  /** For a user without a home, Java returns a question mark. */
  private static Path usable(Path home) {
    if (!home.isAbsolute()) {
      throw new LocalCloudException(
          "You have no home folder to keep data in: pass a folder with --data, or keep no data"
              + " with --ephemeral.");
    }
    return home;
  }
}
