package dev.headwater.cli.machine;

import dev.headwater.cli.arguments.UserDataFolder;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template to run. Its name is the prefix of its resources' names, and separates its data folder
 * from those of other templates.
 */
public record ServedTemplate(Path file, String name) {
  private static final String HOME = "headwater.home";
  private static final String OF_THE_SERVICE = "headwater";
  private static final int LONGEST_NAME = 40;

  /**
   * The given template or, without one, that of the customer service, in the launcher's repository.
   *
   * @throws LocalCloudException if none is given and the launcher did not start this JVM
   */
  public static ServedTemplate of(@Nullable Path named) {
    if (named != null) {
      return new ServedTemplate(named, name(named.toAbsolutePath().normalize()));
    }
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new LocalCloudException(
          "There is no template to run: pass one with --template, or start with the script"
              + " headwater.");
    }
    return new ServedTemplate(Path.of(home, "customers", "template.yaml"), OF_THE_SERVICE);
  }

  /** Parameter values unless the user sets them: locally, search costs nothing. */
  public Map<String, String> defaults() {
    return name.equals(OF_THE_SERVICE) ? Map.of("SearchEnabled", "true") : Map.of();
  }

  /** The default folder for this template's data. */
  public Path dataFolder() {
    Path folder = UserDataFolder.here();
    return name.equals(OF_THE_SERVICE)
        ? folder
        : folder.resolveSibling(OF_THE_SERVICE + "-" + name);
  }

  /** The file's name, or its folder's if the file is called {@code template}. */
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
