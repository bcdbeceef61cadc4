package dev.headwater.service.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.template.check.yaml.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTemplateTest {
  @TempDir private Path folder;

  @Test
  void a_failed_check_tells_what_to_add() throws IOException {
    Path template = folder.resolve("template.yaml");
    Files.writeString(template, "Resources:\n  Api:\n    Type: AWS::Serverless::HttpApi\n");

    assertThatThrownBy(() -> ServiceTemplate.check(template, new Doors()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("template.yaml:3: There is no CommandFunction. Add after this line:")
        .hasMessageContaining("          SERVICE_DEFINITION: " + Doors.class.getName());
    assertThatThrownBy(() -> ServiceTemplate.check(folder.resolve("none"), new Doors()))
        .isInstanceOf(TemplateException.class);
  }
}
