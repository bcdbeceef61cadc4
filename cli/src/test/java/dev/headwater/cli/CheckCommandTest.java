package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.orders.Orders;
import dev.headwater.repository.Repository;
import dev.headwater.service.Settings;
import dev.headwater.service.facts.ServiceFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command with a build whose operations function answers from a file. */
class CheckCommandTest {
  private static final String FUNCTION =
      """
      package dev.headwater.service.functions;
      public class OperationsFunction
          implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
        public OperationsFunction(java.util.Map<String, String> environment) {
          if (!environment.get("SERVICE_DEFINITION").equals("dev.headwater.orders.Orders")) {
            throw new IllegalStateException("another service");
          }
        }
        public void handleRequest(java.io.InputStream input, java.io.OutputStream output,
            com.amazonaws.services.lambda.runtime.Context context) throws java.io.IOException {
          if (new String(input.readAllBytes()).equals("{\\"operation\\":\\"describe\\"}")) {
            getClass().getResourceAsStream("/answer.json").transferTo(output);
          }
        }
      }
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

  @TempDir Path folder;
  private Path template = Path.of("");

  @BeforeEach
  void build() throws IOException {
    template = folder.resolve("template.yaml");
    Files.writeString(template, Repository.text(Path.of("examples/orders/template.yaml")));
    Path classes = Files.createDirectories(folder.resolve("target").resolve("lambda-complete.zip"));
    Path source = Files.writeString(folder.resolve("OperationsFunction.java"), FUNCTION);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString(),
                    source.toString()))
        .isZero();
    JsonNode facts = ServiceFacts.of(new Orders().describe(), new Settings(Map.of())).json();
    answer("{\"headwater\":\"1\",\"result\":" + facts + "}");
  }

  private void answer(String json) throws IOException {
    Files.writeString(folder.resolve("target/lambda-complete.zip/answer.json"), json);
  }

  private void edit(String text, String replacement) throws IOException {
    String before = Files.readString(template);
    assertThat(before).contains(text);
    Files.writeString(template, before.replace(text, replacement));
  }

  private int check(String... options) {
    String[] words = new String[options.length + 3];
    words[0] = "check";
    words[1] = "--template";
    words[2] = template.toString();
    System.arraycopy(options, 0, words, 3, options.length);
    return command.execute(words);
  }

  @Test
  void a_template_that_fits() {
    assertThat(check()).as(errors.toString()).isZero();
    assertThat(out.toString().strip()).isEqualTo(template + " fits its service.");
  }

  @Test
  void a_parameter_that_the_template_does_not_declare_is_refused() {
    assertThat(check("--parameter", "Serach=true")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("there is no parameter \"Serach\": the template declares JwtIssuer, ");
  }

  @Test
  void a_folder_is_not_a_template() {
    template = folder;
    assertThat(check()).isEqualTo(2);
    assertThat(errors.toString()).contains(folder + " is a folder: pass the template in it");
  }

  @Test
  void differences_are_printed_with_the_lines_to_add() throws IOException {
    edit("          CLAIMS_TABLE: !Ref ClaimsTable\n          READ", "          READ");

    assertThat(check()).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(template + ":")
        .contains(": OperationsFunction lacks the environment variable CLAIMS_TABLE. Add after")
        .contains("\n          CLAIMS_TABLE: !Ref ClaimsTable\n")
        .endsWith(template + " differs from what its service needs: 1" + System.lineSeparator());
  }

  @Test
  void as_one_json_document() throws IOException {
    edit("Handler: dev.headwater.service.functions.QueryFunction", "Handler: shop.Queries");
    edit("VisibilityTimeout: 180", "VisibilityTimeout: 30");

    assertThat(check("-o", "json")).isEqualTo(1);
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.path("fits").asBoolean()).isFalse();
    assertThat(json.at("/differences/0/remedy").asString()).isEqualTo("change");
    assertThat(json.at("/differences/0/yaml").asString()).endsWith("VisibilityTimeout: 180");
    assertThat(json.at("/differences/0/sentence").asString()).contains("is 30 s");
    assertThat(json.at("/differences/0/line").asInt()).isPositive();
    assertThat(json.path("notLookedAt")).hasSize(2);
  }

  @Test
  void a_template_without_operations_is_told_what_they_need() throws IOException {
    edit("Handler: dev.headwater.service.functions.OperationsFunction", "Handler: a.B");
    edit("  OperationsFunction:\n    Type: AWS::Serverless::Function", "  Other:\n    Type: A::B");

    assertThat(check()).isEqualTo(1);
    assertThat(out.toString()).contains("There is no OperationsFunction.");
  }

  @Test
  void a_template_without_functions_is_told_all() throws IOException {
    Files.writeString(
        template,
        """
        Globals:
          Function:
            Runtime: java25
            CodeUri: target/lambda-complete.zip
            Environment: { Variables: { SERVICE_DEFINITION: dev.headwater.orders.Orders } }
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
        """);

    assertThat(check()).as(errors.toString()).isEqualTo(1);
    assertThat(out.toString())
        .contains("There is no CommandFunction.")
        .contains("There is no table EventsTable for events.")
        .contains("No rule routes events to OrderSearchQueue.");
  }

  @Test
  void parameters_have_the_values_that_are_given() throws IOException {
    edit("dev.headwater.orders.Orders", "!Ref Definition");
    edit("Parameters:\n", "Parameters:\n  Definition:\n    Type: String\n");
    edit("Description: !Ref EventSourceName", "Description: !Sub \"${EventSourceName}\"");
    edit("VersionDescription: !Sub \"", "VersionDescription: !Sub \"${Definition} ");
    assertThat(check()).isEqualTo(2);
    assertThat(check("--parameter", "Definition=dev.headwater.orders.Orders"))
        .as(errors + "\n" + out)
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"kind\":\"x\",\"message\":\"UNIQUE is not set\"}} |"
            + " The service cannot be described: UNIQUE is not set",
        "{\"result\":{\"views\":3}} | describes its service in a way that this program does not",
        "no json | describes its service in a way that this program does not"
      })
  void a_build_that_does_not_describe_its_service(String answer, String said) throws IOException {
    answer(answer);

    assertThat(check()).isEqualTo(2);
    assertThat(errors.toString()).startsWith("headwater: ").contains(said);
  }

  @Test
  void without_a_build_or_a_template() throws IOException {
    edit("CodeUri: target/lambda-complete.zip", "CodeUri: target/none");
    assertThat(check()).isEqualTo(2);
    assertThat(errors.toString()).contains("target/none, does not exist: build it first");

    Files.writeString(template, Files.readString(template).replaceAll(" +CodeUri: .*\n", ""));
    assertThat(check()).isEqualTo(2);
    assertThat(errors.toString()).contains("names no CodeUri");

    Files.writeString(template, "a: [");
    assertThat(check()).isEqualTo(2);
    assertThat(errors.toString()).contains("template.yaml, line 1: invalid YAML");
  }

  @Test
  void another_format_is_refused() {
    assertThat(check("-o", "xml")).isEqualTo(2);
    assertThat(errors.toString()).contains("[text, json]");
  }
}
