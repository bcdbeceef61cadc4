package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DeadLettersCommandTest {
  private final StringWriter errors = new StringWriter();
  private final CommandLine command = Main.commandLine().setErr(new PrintWriter(errors));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dead-letters redrive | Select letters",
        "dead-letters archive | Select letters",
        "dead-letters redrive --all --queue a | --all goes without",
        "dead-letters drop --all | --reason",
        "dead-letters drop --all --reason= | '--reason'",
        "dead-letters show --limit 0 | '--limit'",
        "dead-letters show --limit 1001 | '--limit'",
        "dead-letters dropped --queue a | leave the selection out",
        "dead-letters list --stack a_b | '--stack'",
        "republish | Select events",
        "republish --from yesterday | '--from'",
        "republish --all --rate 0 | '--rate'"
      })
  void refuses_what_it_cannot_do(String line, String said) {
    assertThat(command.execute(line.split(" ", -1))).isEqualTo(2);
    assertThat(errors.toString()).contains(said);
  }
}
