package dev.headwater.fuzz;

import dev.headwater.fuzz.Finding.Kind;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at what a service prints, each line once. */
final class LogWatch {
  private static final Pattern LINE =
      Pattern.compile("[\\d:.]+ (ERROR|WARN|INFO|DEBUG|TRACE) +(\\S+) - (.*)");
  private static final Pattern STACK_TRACE =
      Pattern.compile(
          "(\\s+at )[\\w.$/@<>-]+\\(.*|(?:Caused by: )?([\\w.$]+(?:Exception|Error|Throwable))(?::"
              + " .*)?");

  private final Supplier<List<String>> output;
  private final Findings findings;
  private int seen;

  /**
   * @param output all lines so far
   */
  LogWatch(Supplier<List<String>> output, Findings findings) {
    this.output = output;
    this.findings = findings;
  }

  /**
   * Looks at the lines that are new.
   *
   * @param where what was sent meanwhile
   * @return how many of them are warnings, errors or of no level at all
   */
  int look(String where, Bytes sent) {
    List<String> all = output.get();
    List<String> lines = all.subList(seen, all.size());
    seen = all.size();
    lines.forEach(line -> look(line, where, sent));
    return (int) lines.stream().filter(LogWatch::isLoud).count();
  }

  private void look(String line, String where, Bytes sent) {
    Matcher parts = LINE.matcher(line);
    String logger = parts.matches() ? parts.group(2) : "no logger";
    if (Marker.isIn(line)) {
      findings.add(new Finding(Kind.LEAK, "log line of " + logger), where, sent, line);
    }
    Matcher trace = STACK_TRACE.matcher(line);
    if (trace.matches()) {
      String what = trace.group(2) == null ? "" : " of " + trace.group(2);
      findings.add(new Finding(Kind.LOG_NOISE, "stack trace" + what), where, sent, line);
    } else if (line.contains(" ERROR ")) {
      findings.add(new Finding(Kind.LOG_NOISE, "error of " + logger), where, sent, line);
    }
  }

  private static boolean isLoud(String line) {
    Matcher parts = LINE.matcher(line);
    return !parts.matches() || parts.group(1).matches("ERROR|WARN");
  }
}
