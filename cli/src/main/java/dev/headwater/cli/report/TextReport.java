package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Prints one line per finding, and a summary.
 *
 * @param summary of the totals and the noun
 */
public record TextReport(
    PrintWriter out, Function<JsonNode, String> line, BiFunction<JsonNode, String, String> summary)
    implements Report {
  /** Prints differences of views. */
  public static TextReport ofViews(PrintWriter out) {
    return new TextReport(
        out,
        ViewLine::of,
        (totals, noun) ->
            checked(totals, noun, "views")
                + result(totals, "different", "no differences")
                + toRebuild(totals.path("oldFingerprint").asLong(0)));
  }

  private static String toRebuild(long views) {
    return views == 0
        ? ""
        : System.lineSeparator()
            + views
            + " of the views were folded by another version of the projection: run 'headwater"
            + " rebuild'";
  }

  /** Prints what could not be rebuilt. */
  public static TextReport ofRebuild(PrintWriter out) {
    return new TextReport(
        out, TextReport::failedView, (totals, noun) -> rebuilt(totals, noun, "rebuilt"));
  }

  /** Prints what could not be rebuilt, and what a rebuild would take. */
  public static TextReport ofRebuildDryRun(PrintWriter out, RebuildEstimate.Prices prices) {
    return new TextReport(
        out,
        TextReport::failedView,
        (totals, noun) -> {
          RebuildEstimate estimate = RebuildEstimate.of(totals, prices);
          return rebuilt(totals, noun, "would rebuild")
              + (estimate == null ? "" : System.lineSeparator() + estimate.text());
        });
  }

  private static String failedView(JsonNode finding) {
    return "%-10s  %-15s  %s"
        .formatted(
            finding.path("kind").asString(),
            finding.path("projection").asString(),
            finding.path("stream").asString());
  }

  private static String rebuilt(JsonNode totals, String noun, String verb) {
    return "read "
        + totals.path("streams").asLong(0)
        + " "
        + plural(noun)
        + ", "
        + verb
        + " "
        + totals.path("rebuilt").asLong(0)
        + " views ("
        + totals.path("oldFingerprint").asLong(0)
        + " of another version of the projection, or damaged), "
        + totals.path("failed").asLong(0)
        + " failed";
  }

  /** Prints streams that could not be exported as a whole. */
  public static TextReport ofExport(PrintWriter out, String path) {
    return new TextReport(
        out,
        TextReport::kindAndStream,
        (totals, noun) ->
            "wrote "
                + totals.path("commits").asLong(0)
                + " commits of "
                + totals.path("streams").asLong(0)
                + " "
                + plural(noun)
                + " to "
                + path
                + broken(totals.path("broken").asLong(0)));
  }

  private static String kindAndStream(JsonNode finding) {
    return "%-10s  %s"
        .formatted(finding.path("kind").asString(), finding.path("stream").asString());
  }

  private static String refusal(JsonNode finding) {
    return kindAndStream(finding)
        + (finding.has("version") ? "  version " + finding.path("version").asString() : "");
  }

  private static String broken(long streams) {
    return streams == 0 ? "" : ", " + streams + " broken or missing";
  }

  /**
   * Prints streams that could not be imported as a whole.
   *
   * @param next the commands to run then
   */
  public static TextReport ofImport(PrintWriter out, List<String> next) {
    return new TextReport(
        out,
        TextReport::refusal,
        (totals, noun) ->
            "imported "
                + totals.path("imported").asLong(0)
                + " commits, "
                + totals.path("present").asLong(0)
                + " were there, "
                + totals.path("refused").asLong(0)
                + " "
                + plural(noun)
                + " refused"
                + System.lineSeparator()
                + "run next: "
                + String.join(System.lineSeparator() + "          ", next));
  }

  /** Prints which commits were refused. */
  public static TextReport ofRepublish(PrintWriter out, boolean dryRun) {
    return new TextReport(
        out,
        TextReport::refusal,
        (totals, noun) ->
            (dryRun ? "would publish " : "published ")
                + totals.path("events").asLong(0)
                + " events, "
                + totals.path("failed").asLong(0)
                + " commits were refused");
  }

  /** Prints findings about claims. */
  public static TextReport ofClaims(PrintWriter out) {
    return new TextReport(
        out,
        finding ->
            "%-10s  %s%s%s"
                .formatted(
                    finding.path("kind").asString(),
                    finding.path("stream").asString(),
                    finding.has("claim") ? "  " + finding.path("claim").asString() : "",
                    repaired(finding)),
        (totals, noun) ->
            checked(totals, noun, "claims") + result(totals, "wrong", "nothing is wrong"));
  }

  private static String checked(JsonNode totals, String noun, String others) {
    return "checked "
        + totals.path("streams").asLong(0)
        + " "
        + plural(noun)
        + " and "
        + totals.path(others).asLong(0)
        + " "
        + others
        + ": ";
  }

  /** By the rules for regular English nouns. */
  public static String plural(String noun) {
    if (noun.matches(".*[^aeiou]y")) {
      return noun.substring(0, noun.length() - 1) + "ies";
    }
    return noun + (noun.matches(".*(s|x|z|ch|sh)") ? "es" : "s");
  }

  private static String result(JsonNode totals, String wrong, String none) {
    long found = totals.path(wrong).asLong(0);
    long repaired = totals.path("repaired").asLong(0);
    return found == 0
        ? none
        : found + " " + wrong + ", " + repaired + " repaired, " + (found - repaired) + " left";
  }

  static String repaired(JsonNode finding) {
    return finding.path("repaired").asBoolean(false) ? "  repaired" : "";
  }

  @Override
  public void add(JsonNode finding) {
    out.println(line.apply(finding));
    out.flush();
  }

  @Override
  public void omit(long findings) {
    // The totals count them.
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void end(JsonNode answer) {
    out.println(summary.apply(answer.path("totals"), answer.path("noun").asString("stream")));
  }

  @Override
  public void close() {
    out.flush();
  }
}
