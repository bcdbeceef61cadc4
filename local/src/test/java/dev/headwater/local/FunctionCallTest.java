package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.code.CompiledCode;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCallTest {
  private static final String HANDLER =
      """
      package shop;
      public class Shop implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
        private final java.util.Map<String, String> environment;
        public Shop(java.util.Map<String, String> environment) { this.environment = environment; }
        public void handleRequest(java.io.InputStream input, java.io.OutputStream output,
            com.amazonaws.services.lambda.runtime.Context context) throws java.io.IOException {
          if (new String(input.readAllBytes()).contains("fail")) {
            throw new IllegalStateException("as told");
          }
          output.write(("{\\"name\\":\\"" + environment.get("NAME") + "\\",\\"at\\":\\""
              + environment.get("AWS_ENDPOINT_URL") + "\\"}").getBytes());
        }
      }
      """;

  @TempDir private Path folder;

  private FunctionCall call(String codeUri, String handler) {
    return new FunctionCall(
        folder.resolve("template.yaml"), codeUri, handler, Map.of("NAME", "corner"));
  }

  @Test
  void answers_from_the_build_with_the_environment_and_without_aws() {
    new CompiledCode(folder.resolve("build")).with(HANDLER);

    assertThat(call("build", "shop.Shop").run("{}"))
        .isEqualTo("{\"name\":\"corner\",\"at\":\"http://127.0.0.1:1\"}");
  }

  @Test
  void what_fails_is_said_in_a_sentence() {
    new CompiledCode(folder.resolve("build")).with(HANDLER);

    assertThatThrownBy(() -> call("build", "shop.Shop").run("\"fail\""))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage("Function Shop failed: as told (java.lang.IllegalStateException).");
    assertThatThrownBy(() -> call("build", "shop.Corner").run("{}"))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage("Function Corner cannot run locally: its handler shop.Corner is not in build.");
    assertThatThrownBy(() -> call("none", "shop.Shop").run("{}"))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("does not exist: build it first");
  }
}
