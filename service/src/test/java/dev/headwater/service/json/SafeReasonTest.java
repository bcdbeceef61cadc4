package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class SafeReasonTest {
  record Holder(
      Constant constant,
      Quoting quoting,
      Parsed parsed,
      Dated dated,
      Coded coded,
      Caused caused,
      Wrapped wrapped) {}

  record Constant(String value) {
    public Constant {
      if (!value.contains("@")) {
        throw new IllegalArgumentException("must be an address such as a@example.com");
      }
    }
  }

  record Quoting(String value) {
    public Quoting {
      if (!value.contains("@")) {
        throw new IllegalArgumentException(
            "is no address: " + value.strip().toUpperCase(Locale.ROOT));
      }
    }
  }

  record Parsed(String value) {
    public Parsed {
      value = UUID.fromString(value).toString();
    }
  }

  record Dated(String value) {
    public Dated {
      value = LocalDate.parse(value).toString();
    }
  }

  record Coded(String value) {
    public Coded {
      if (!value.isEmpty()) {
        throw new NumberFormatException("must be empty");
      }
    }
  }

  record Caused(String value) {
    public Caused {
      if (!value.isEmpty()) {
        throw new IllegalArgumentException("must be empty", new IllegalStateException(value));
      }
    }
  }

  record Wrapped(Constant value) {
    public Wrapped {
      if (value.value.length() < 5) {
        throw new IllegalArgumentException("must have 5 characters, not @@");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "constant | ada | must be an address such as a@example.com",
        "constant | a | must be an address such as a@example.com",
        "constant | example.com | must be an address such as a@example.com",
        "constant | '' | must be an address such as a@example.com",
        "quoting | ada | is not valid",
        "quoting | a | is not valid",
        "quoting | ' a ' | is not valid",
        "quoting | ? | is not valid",
        "parsed | secret | is not valid",
        "dated | secret | is not valid",
        "coded | secret | is not valid",
        "caused | secret | is not valid",
        "wrapped | ada | must be an address such as a@example.com",
        "wrapped | @b | must have 5 characters, not @@",
        "wrapped | @@ | is not valid",
      })
  void shows_only_the_domains_own_words_that_quote_nothing(
      String field, String text, String reason) {
    List<String> reasons = new ArrayList<>();
    JsonRecord.of(Holder.class)
        .component(field)
        .bind(
            JsonNodeFactory.instance.stringNode(text),
            "",
            new Binding((path, problem) -> reasons.add(problem), false));
    assertThat(reasons).containsExactly(reason);
  }
}
