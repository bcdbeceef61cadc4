package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check writes a whole template when there is nothing but an API. */
class BareTemplateTest {
  private static final List<String> BARE =
      """
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          Runtime: java25
          CodeUri: target/lambda
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
      """
          .lines()
          .toList();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void is_completed_in_one_go(CheckedService service) throws IOException {
    List<String> complete = CheckedService.repaired(BARE, service.check(BARE));

    assertThat(service.check(complete).differences()).isEmpty();
    Path file = Files.write(folder.resolve("template.yaml"), complete);
    assertThat(StackReader.read(file, StackOptions.unstarted("shop", Map.of())).functions())
        .hasSize(6)
        .anyMatch(function -> function.functionName().equals("shop-operations"));
  }
}
