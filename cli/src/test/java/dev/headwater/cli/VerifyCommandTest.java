package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VerifyCommandTest {
  private final StringWriter errors = new StringWriter();
  private final CommandLine command = Main.commandLine().setErr(new PrintWriter(errors));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sample 0 | '--sample'",
        "--sample 101 | '--sample'",
        "--sample NaN | '--sample'",
        "--rate -1 | '--rate'",
        "--lag -1 | '--lag'",
        "--lag 61 | '--lag'",
        "--stack a --data c | give one of them",
        "--stack a_b | '--stack'",
        "--function a/b | '--function'",
        "--region any | --region goes with --stack",
        "-o xml | '--output'"
      })
  void refuses_what_it_cannot_do(String options, String said) {
    assertThat(command.execute(("verify " + options).split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains(said);
  }

  @Test
  void says_that_no_service_runs() {
    assertThat(command.execute("verify", "--data", folder.toString())).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith("headwater: No service is running on " + folder + ": start one");
  }
}
