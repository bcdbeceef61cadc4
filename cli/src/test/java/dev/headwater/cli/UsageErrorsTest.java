package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageErrorsTest {
  private final StringWriter errors = new StringWriter();
  private final CommandLine command = Main.commandLine().setErr(new PrintWriter(errors));

  @ParameterizedTest
  @CsvSource({
    "serve --prot 99, --port",
    "serve --prot=99, --port",
    "serve --ephemral, --ephemeral",
    "serve ephemeral, --ephemeral",
    "serve --paramter A=b, --parameter",
    "verify --repiar, --repair",
    "claims check --stakc x, --stack",
    "claims repair --setitng x=y, --setting",
    "sevre, serve",
    "claims chekc, check",
    "--versoin, --version"
  })
  void a_typo_gets_a_suggestion(String line, String meant) {
    assertThat(command.execute(line.split(" "))).isEqualTo(2);
    assertThat(errors.toString().lines()).contains("Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"serve --frobnicate", "serve -x", "serve 8080", "dance", "verify --p 8"})
  void what_resembles_nothing_gets_none(String line) {
    assertThat(command.execute(line.split(" "))).isEqualTo(2);
    assertThat(errors.toString()).isNotBlank().doesNotContain("Did you mean");
  }

  @Test
  void says_where_to_read_on_instead_of_all_there_is() {
    command.execute("serve", "--port", "many");
    assertThat(errors.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("See 'headwater serve --help'.");
  }

  @ParameterizedTest
  @CsvSource({
    "serve --port many, 'Invalid value for option ''--port'': ''many'' is not a whole'",
    "verify --seed 1.5, 'Invalid value for option ''--seed'': ''1.5'' is not a whole'",
    "verify --rate x, 'Invalid value for option ''--rate'': ''x'' is not'",
    "verify --sample x, 'Invalid value for option ''--sample'': ''x'' is not a number'",
    "republish --from today, 'Invalid value for option ''--from'': ''today'' is not a time such'",
    "serve --opensearch ^, 'Invalid value for option ''--opensearch'': ''^'' is not a URL'",
    "serve --parameter Foo, 'Value for option ''--parameter'' (KEY=VALUE) should'"
  })
  void says_what_a_value_must_be_in_words(String line, String said) {
    assertThat(command.execute(line.split(" "))).isEqualTo(2);
    assertThat(errors.toString()).startsWith(said);
  }

  @Test
  void lists_the_commands_when_none_is_given() {
    command.execute();
    assertThat(errors.toString()).contains("Usage: headwater", "serve", "claims", "verify");
  }
}
