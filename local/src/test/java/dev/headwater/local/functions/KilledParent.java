package dev.headwater.local.functions;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.code.TemplateCode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process whose function works for minutes, and which prints what the function prints. */
final class KilledParent {
  private KilledParent() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledParent.class.getName(),
            folder.toString())
        .redirectError(Redirect.DISCARD)
        .start();
  }

  public static void main(String[] args) {
    var environment =
        new FunctionEnvironment(
            Map.of(),
            new TemplateCode(Path.of(args[0]).resolve("template.yaml")),
            line -> {
              System.out.println(line);
              return true;
            });
    try (var runtime =
        new FunctionRuntime(
            List.of(ChildJvmsTest.function("trouble", "shop.Trouble")), environment, Chaos.NONE)) {
      runtime.invoke("trouble", "{\"do\": \"wait\", \"with\": \"600000\"}");
    }
  }
}
