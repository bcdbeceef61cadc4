package dev.headwater.cli;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template to run. Its name begins the names of its resources, and tells its data folder from
 * those of other templates.
 */
record ServedTemplate(Path file, String name) {
  private static final String HOME = "headwater.home";
  private static final String OF_THE_SERVICE = "headwater";
  private static final int LONGEST_NAME = 40;

  /**
   * The one that a user names, or that of the customer service: it is in the repository whose
   * launcher was called.
   *
   * @throws LocalCloudException when none is named and something else started this JVM
   */
  static ServedTemplate of(@Nullable Path named) {
    if (named != null) {
      return new ServedTemplate(named, name(named.toAbsolutePath().normalize()));
    }
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new LocalCloudException(
          "There is no template to run: name one with --template,"
              + " or start with the script headwater.");
    }
    return new ServedTemplate(Path.of(home, "customers", "template.yaml"), OF_THE_SERVICE);
  }

  /** Values of parameters that nobody gave: search costs nothing here. */
  Map<String, String> defaults() {
    return name.equals(OF_THE_SERVICE) ? Map.of("SearchEnabled", "true") : Map.of();
  }

  /** The folder in which a user's data of this template belong. */
  Path dataFolder() {
    Path folder = UserDataFolder.here();
    return name.equals(OF_THE_SERVICE)
        ? folder
        : folder.resolveSibling(OF_THE_SERVICE + "-" + name);
  }

  /** The file's name, or that of its folder when all templates are called like this one. */
  private static String name(Path file) {
    String own = withoutEnding(file);
    Path folder = file.getParent();
    String telling = own.equals("template") && folder != null ? withoutEnding(folder) : own;
    String clean = telling.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
    return clean.isEmpty() ? "stack" : clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
  }

  private static String withoutEnding(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString().replaceFirst("\\.[^.]*$", "");
  }
}
