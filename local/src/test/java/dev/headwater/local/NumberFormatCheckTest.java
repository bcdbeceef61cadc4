package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatCheckTest {
  private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
  private final Locale format = Locale.getDefault(Locale.Category.FORMAT);

  @TempDir Path folder;

  @AfterEach
  void putBack() {
    Locale.setDefault(Locale.Category.DISPLAY, display);
    Locale.setDefault(Locale.Category.FORMAT, format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "th-TH-u-nu-thai", "my-MM", "ne-NP", "ckb-IQ"})
  void refuses_a_locale_without_ascii_digits_and_says_what_to_do(String language) {
    LocalCloudOptions options = LocalCloudOptions.of(folder.resolve("none.yaml"), "test");
    Locale.setDefault(Locale.forLanguageTag(language));
    assertThatThrownBy(() -> LocalCloud.start(options))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("default locale " + language)
        .hasMessageContaining("Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "en-US", "de-DE", "tr-TR", "th-TH", "ar-EG-u-nu-latn"})
  void accepts_other_locales(String language) {
    assertThatCode(() -> NumberFormatCheck.require(Locale.forLanguageTag(language)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_start_works_after_following_the_message() throws Exception {
    Path template =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_IMAGE}
            """);
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.of(template, "test"))) {
      assertThat(cloud.endpoints().tables()).containsKey("Orders");
    }
  }
}
