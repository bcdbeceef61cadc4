package dev.headwater.cli;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** Where this user's data belong, by the custom of the operating system. */
final class UserDataFolder {
  private UserDataFolder() {}

  /**
   * The folder of this user.
   *
   * @throws LocalCloudException when this user has no home folder in which it could be
   */
  static Path here() {
    return nameable(
        of(
                System.getProperty("os.name"),
                System.getenv(),
                Path.of(System.getProperty("user.home", "")))
            .toString());
  }

  /** As the XDG Base Directory Specification has it; a relative path there counts as none. */
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
      throw new LocalCloudException("Your data folder cannot be named: " + e.getMessage() + ".");
    }
  }

  /** Java calls the home of a user without one a question mark. */
  private static Path usable(Path home) {
    if (!home.isAbsolute()) {
      throw new LocalCloudException(
          "Your user has no home folder to keep data in: name a"
              + " folder with --data, or keep nothing with --ephemeral.");
    }
    return home;
  }
}
