package dev.headwater.template.check.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @TempDir Path folder;

  private static TemplateNode parse(String yaml) {
    return TemplateYaml.parse(yaml, "t.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Table | ${Table}",
        "{Ref: Table} | ${Table}",
        "!GetAtt Table.Arn | ${Table.Arn}",
        "{'Fn::GetAtt': [Table, Arn]} | ${Table.Arn}",
        "!Sub '${Table.Arn}/index/*' | ${Table.Arn}/index/*",
        "!Sub ['${A}/x', {A: !GetAtt Table.Arn}] | ${Table.Arn}/x",
        "!Join ['/', [!GetAtt Table.Arn, index]] | ${Table.Arn}/index",
        "!If [Big, !Ref Many, !Ref Few] | ${Many}",
        "!ImportValue Table | ${ImportValue}",
        "!Ref AWS::NoValue | ''",
        "30 | 30"
      })
  void a_reference_is_read_as_text(String yaml, String text) {
    assertThat(parse("a: " + yaml).at("a").text()).isEqualTo(text);
  }

  @Test
  void all_branches_count() {
    TemplateNode list = parse("a: [b, !If [C, [d, !Ref E], !Ref AWS::NoValue], f]").at("a");
    assertThat(list.elements()).hasSize(3);
    assertThat(parse("a: !If [C, [d, !Ref E], f]").at("a").texts())
        .containsExactly("d", "${E}", "f");
    assertThat(parse("a: !If [C, {b: 1}, {c: 2}]").at("a").members()).containsOnlyKeys("b", "c");
    assertThat(parse("a: !If [C, !Ref AWS::NoValue, !Ref AWS::NoValue]").at("a").isPresent())
        .isFalse();
    assertThat(parse("a:").at("a").isPresent()).isFalse();
  }

  @Test
  void globals_are_merged_into_functions() {
    Template template =
        Template.parse(
            """
            Globals:
              Function:
                Timeout: 20
                MemorySize: 512
                Layers: [a]
                Environment: { Variables: { A: 1, B: 2 } }
            Parameters:
              Size: { Type: String, Default: "7" }
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Timeout: 30
                  Layers: [b]
                  Environment: { Variables: { B: 3 } }
              Q: { Type: AWS::SQS::Queue }
            """,
            "t.yaml");

    TemplateNode function = template.ofType("AWS::Serverless::Function").getFirst().properties();
    assertThat(function.at("Timeout").text()).isEqualTo("30");
    assertThat(function.at("MemorySize").text()).isEqualTo("512");
    assertThat(function.at("Layers").texts()).containsExactly("a", "b");
    assertThat(function.at("Environment", "Variables", "A").text()).isEqualTo("1");
    assertThat(function.at("Environment", "Variables", "B").text()).isEqualTo("3");
    assertThat(template.ofType("AWS::SQS::Queue").getFirst().properties().members()).isEmpty();
    assertThat(template.resolved("x${Size}${Other}")).isEqualTo("x7${Other}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | t.yaml is empty",
        "'a: [' | t.yaml, line 1: invalid YAML: expected the node content, but found '<stream"
            + " end>'",
        "'a: {b: 1}' | t.yaml has no Resources, so it is not the template of a service",
        "'just text' | t.yaml has no Resources, so it is not the template of a service",
        "'Resources: {A: {}, A: {}}' | 't.yaml, line 1: the key A is there twice'",
        "'? [a]' | t.yaml has a key that is not text"
      })
  void what_is_no_template_is_refused_in_one_sentence(String text, String message) {
    assertThatThrownBy(() -> Template.parse(text, "t.yaml"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(message);
  }

  @Test
  void what_is_too_large_is_refused() throws IOException {
    String deep = "a: " + "[".repeat(70) + "]".repeat(70);
    assertThatThrownBy(() -> parse(deep)).hasMessage("t.yaml is nested more than 64 levels deep");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int at = 1; at < 8; at++) {
      String before = "*a" + (at - 1);
      bomb.append("a" + at + ": &a" + at + " [" + (before + ", ").repeat(9) + before + "]\n");
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .hasMessage("t.yaml is not YAML, or has too many aliases");
    Path large = Files.writeString(folder.resolve("t.yaml"), "# " + "x".repeat(1024 * 1024));
    assertThatThrownBy(() -> Template.read(large))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("t.yaml is larger than 1 MB, which no template may be");
  }

  @Test
  void what_cannot_be_read_is_refused() throws IOException {
    assertThatThrownBy(() -> Template.read(folder.resolve("none.yaml")))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("none.yaml does not exist: name the template of the service");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 65});
    assertThatThrownBy(() -> Template.read(binary))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("b.yaml is not text in UTF-8");
    assertThatThrownBy(() -> Template.read(folder))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("is a folder: pass the template in it");
  }
}
