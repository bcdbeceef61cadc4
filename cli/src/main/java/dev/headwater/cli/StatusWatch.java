package dev.headwater.cli;

import dev.headwater.host.Host.Sleeper;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Prints what is seen, again and again, until the process ends.
 *
 * @param look returns text with a line break at the end
 * @param screen whether to draw over what was printed before, instead of below it
 */
record StatusWatch(
    Supplier<String> look, PrintWriter out, boolean screen, Duration pause, Sleeper sleeper) {
  private static final String CLEAR = "\u001b[2J";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  void run() {
    out.print(screen ? CLEAR : "");
    while (true) {
      String seen = look.get();
      out.print(screen ? drawn(seen) : seen);
      out.flush();
      sleeper.sleep(pause);
    }
  }

  /** Line by line over the last one, so that nothing flickers. */
  private String drawn(String seen) {
    return HOME
        + seen.replace("\n", CLEAR_LINE + "\n")
        + CLEAR_LINE
        + "\n"
        + "every "
        + pause.toSeconds()
        + " s; Ctrl-C ends this"
        + CLEAR_LINE
        + CLEAR_BELOW;
  }
}
