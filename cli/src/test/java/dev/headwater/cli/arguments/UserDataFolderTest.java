package dev.headwater.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    assertThat(UserDataFolder.of("Linux", Map.of("XDG_DATA_HOME", "data"), HOME)).isEqualTo(usual);
  }

  @Test
  void refuses_a_user_without_a_home_only_where_it_is_needed() {
    Path none = Path.of("?");
    assertThat(UserDataFolder.of("Linux", Map.of("XDG_DATA_HOME", "/data"), none))
        .isEqualTo(Path.of("/data/headwater"));
    assertThatThrownBy(() -> UserDataFolder.of("Linux", Map.of(), none))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("--data");
    assertThatThrownBy(() -> UserDataFolder.of("Mac OS X", Map.of(), none))
        .isInstanceOf(LocalCloudException.class);
  }

  @Test
  void uses_application_support_on_macos() {
    assertThat(UserDataFolder.of("Mac OS X", Map.of("XDG_DATA_HOME", "/data"), HOME))
        .isEqualTo(HOME.resolve("Library/Application Support/headwater"));
  }
}
