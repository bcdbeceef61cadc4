package dev.headwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

  @Test
  void lists_the_benchmarks_when_none_is_named() {
    assertThat(command.execute()).isZero();
    assertThat(out.toString())
        .contains(
            "search  ",
            "indexing  ",
            "lists  ",
            "local-search  ",
            "projector  ",
            "cost-card  ",
            "throughput  ",
            "in-memory  ");
  }

  @Test
  void refuses_what_it_does_not_know() {
    assertThat(command.execute("search", "nothing")).isEqualTo(2);
    assertThat(errors.toString()).contains("There is no benchmark 'nothing'; there are search");
    assertThat(command.execute("search", "--rounds", "0")).isEqualTo(2);
    assertThat(command.execute("search", "--customers", "7")).isEqualTo(2);
  }
}
