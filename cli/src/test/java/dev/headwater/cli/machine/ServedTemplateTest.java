package dev.headwater.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cli.arguments.UserDataFolder;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "/srv/shop/template.yaml, shop",
    "/srv/shop/orders.yaml, orders",
    "/srv/my_shop.v2/template.yml, my-shop",
    "/template.yaml, stack",
    "/srv/2026/template.yaml, stack",
    "/srv/shop/../bar/template.yaml, bar"
  })
  void is_named_after_its_file_or_its_folder(Path file, String name) {
    assertThat(ServedTemplate.of(file).name()).isEqualTo(name);
  }

  @Test
  void another_template_has_another_data_folder() {
    assertThat(ServedTemplate.of(Path.of("/srv/shop/template.yaml")).dataFolder())
        .isEqualTo(UserDataFolder.here().resolveSibling("headwater-shop"));
    assertThat(new ServedTemplate(Path.of("any"), "headwater").dataFolder())
        .isEqualTo(UserDataFolder.here());
  }

  @Test
  void the_service_has_search_and_a_secret_that_stays_the_same_for_its_data() {
    assertThat(new ServedTemplate(Path.of("any"), "headwater").defaults())
        .isEqualTo(Map.of("SearchEnabled", "true"));
    assertThat(new ServedTemplate(Path.of("any"), "shop").defaults()).isEmpty();
  }

  @Test
  void must_be_named_without_the_launcher() {
    assertThatThrownBy(() -> ServedTemplate.of(null))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("--template");
  }
}
