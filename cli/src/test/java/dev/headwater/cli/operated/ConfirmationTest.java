package dev.headwater.cli.operated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfirmationTest {
  private static final String WHAT = "The import writes to service shop.";

  private final Careful careful = new Careful();

  @Command(name = "careful")
  private static final class Careful {
    @Mixin private Confirmation confirmation = new Confirmation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "yes", " Y ", "YES"})
  void goes_on_when_the_user_agrees(String answer) {
    List<String> questions = new ArrayList<>();

    careful.confirmation.ask(
        WHAT,
        question -> {
          questions.add(question);
          return answer;
        });

    assertThat(questions).containsExactly(WHAT + " Continue? [y/N] ");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "n", "no", "yeah", "yes please"})
  void does_nothing_otherwise(String answer) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> careful.confirmation.ask(WHAT, question -> answer))
        .withMessage("Nothing was done.");
  }

  @Test
  void refuses_without_a_terminal() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> careful.confirmation.ask(WHAT, null))
        .withMessage(WHAT + " This cannot be undone, and there is no terminal to ask: add --yes.");
  }

  @Test
  void asks_nothing_when_the_answer_is_given() {
    new CommandLine(careful).parseArgs("--yes");

    assertThatCode(() -> careful.confirmation.ask(WHAT, null)).doesNotThrowAnyException();
  }
}
