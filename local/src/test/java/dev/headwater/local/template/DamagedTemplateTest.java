package dev.headwater.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any damaged template is either read or refused with a line number; nothing else may happen. */
class DamagedTemplateTest {

  private static List<String> lines() throws Exception {
    return Files.readAllLines(Templates.file("orders.yaml"));
  }

  /** Returns whether the template is refused. */
  private static boolean refused(List<String> lines) {
    try {
      Templates.read(String.join("\n", lines));
      return false;
    } catch (LocalCloudException refusal) {
      assertThat(refusal.getMessage()).containsPattern("template\\.yaml:\\d+: \\S");
      return true;
    }
  }

  @Test
  void survives_a_missing_line() throws Exception {
    int refusals = 0;
    List<String> lines = lines();
    for (int line = 0; line < lines.size(); line++) {
      var damaged = new ArrayList<>(lines);
      damaged.remove(line);
      refusals += refused(damaged) ? 1 : 0;
    }
    assertThat(refusals).isBetween(50, lines.size() - 20);
  }

  @Test
  void survives_truncation_after_any_line() throws Exception {
    int refusals = 0;
    List<String> lines = lines();
    for (int line = 0; line < lines.size(); line++) {
      refusals += refused(lines.subList(0, line)) ? 1 : 0;
    }
    assertThat(refusals).isGreaterThan(50);
  }

  @Test
  void survives_a_replaced_value() throws Exception {
    List<String> lines = lines();
    for (String value : List.of("[]", "~", "!Ref Nowhere", "{Fn::If: 3}")) {
      for (int line = 0; line < lines.size(); line++) {
        var damaged = new ArrayList<>(lines);
        damaged.set(line, damaged.get(line).replaceFirst(": .*$", ": " + value));
        refused(damaged);
      }
    }
    assertThat(refused(lines)).isFalse();
  }
}
