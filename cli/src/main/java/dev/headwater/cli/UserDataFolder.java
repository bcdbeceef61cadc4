package dev.headwater.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where this user's data belong, by the custom of the operating system. */
final class UserDataFolder {
    private UserDataFolder() {}

    static Path here() {
        return of(System.getProperty("os.name"), System.getenv(),
                Path.of(System.getProperty("user.home")));
    }

    /** As the XDG Base Directory Specification has it; a relative path there counts as none. */
    static Path of(String operatingSystem, Map<String, String> environment, Path home) {
        if (operatingSystem.startsWith("Mac")) {
            return home.resolve("Library/Application Support/headwater");
        }
        Path xdg = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
        return (xdg.isAbsolute() ? xdg : home.resolve(".local/share")).resolve("headwater");
    }
}
