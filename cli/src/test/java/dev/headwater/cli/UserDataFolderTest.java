package dev.headwater.cli;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserDataFolderTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void follows_the_xdg_variable_on_linux() {
        assertThat(UserDataFolder.of("Linux", Map.of("XDG_DATA_HOME", "/data"), HOME))
                .isEqualTo(Path.of("/data/headwater"));
    }

    @Test
    void passes_over_an_empty_or_relative_xdg_variable() {
        Path usual = HOME.resolve(".local/share/headwater");
        assertThat(UserDataFolder.of("Linux", Map.of(), HOME)).isEqualTo(usual);
        assertThat(UserDataFolder.of("Linux", Map.of("XDG_DATA_HOME", ""), HOME)).isEqualTo(usual);
        assertThat(UserDataFolder.of("Linux", Map.of("XDG_DATA_HOME", "data"), HOME))
                .isEqualTo(usual);
    }

    @Test
    void uses_application_support_on_macos() {
        assertThat(UserDataFolder.of("Mac OS X", Map.of("XDG_DATA_HOME", "/data"), HOME))
                .isEqualTo(HOME.resolve("Library/Application Support/headwater"));
    }
}
