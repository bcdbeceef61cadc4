package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Dead letters as text. */
public final class LetterLines {
  private static final String INDENT = System.lineSeparator() + "          ";

  private LetterLines() {}

  /** Prints groups of letters. */
  public static TextReport ofGroups(PrintWriter out) {
    return new TextReport(
        out,
        LetterLines::group,
        (totals, noun) ->
            totals.path("letters").asLong(0) == 0
                ? "no dead letters"
                : letters(totals.path("letters"))
                    + " in "
                    + count(totals.path("groups"), "group")
                    + unread(totals));
  }

  private static String group(JsonNode group) {
    StringBuilder text = new StringBuilder(group.path("group").asString());
    text.append("  ").append(group.path("queue").asString()).append("  ");
    text.append(letters(group.path("letters")));
    if (group.path("streams").asLong(0) > 0) {
      text.append(" of ").append(count(group.path("streams"), "stream"));
    }
    if (group.has("caughtUp")) {
      text.append(", ").append(group.path("caughtUp").asString()).append(" superfluous by now");
    }
    if (group.path("attempts").asLong(0) > 0) {
      text.append(", up to ").append(redrives(group.path("attempts").asLong()));
    }
    text.append(failure(group.path("failure")));
    text.append(INDENT).append(span(group));
    if (!group.path("types").isEmpty()) {
      text.append("; ").append(joined(group.path("types")));
    }
    if (!group.path("examples").isEmpty()) {
      text.append(INDENT).append("such as ").append(joined(group.path("examples")));
    }
    return text.toString();
  }

  /** Prints letters, each with its content. */
  public static TextReport ofLetters(PrintWriter out) {
    return new TextReport(
        out,
        LetterLines::letter,
        (totals, noun) ->
            "showed "
                + totals.path("shown").asLong(0)
                + " of "
                + letters(totals.path("selected"))
                + unread(totals));
  }

  private static String letter(JsonNode letter) {
    return letter.path("message").asString()
        + "  "
        + letter.path("queue").asString()
        + "  group "
        + letter.path("group").asString()
        + about(letter)
        + failure(letter.path("failure"))
        + INDENT
        + span(letter)
        + INDENT
        + letter.path("content");
  }

  /** Prints what became of letters. */
  public static TextReport ofResults(PrintWriter out) {
    return new TextReport(out, LetterLines::failed, (totals, noun) -> results(totals));
  }

  private static String failed(JsonNode letter) {
    return "failed again  "
        + letter.path("queue").asString()
        + about(letter)
        + failure(letter.path("failure"));
  }

  /** Prints which letters were dropped. */
  public static TextReport ofDrops(PrintWriter out) {
    return new TextReport(
        out,
        drop ->
            drop.path("at").asString()
                + "  "
                + drop.path("queue").asString()
                + "  "
                + letters(drop.path("letters").size())
                + " by "
                + drop.path("by").asString()
                + ": "
                + drop.path("why").asString()
                + INDENT
                + joined(drop.path("letters")),
        (totals, noun) -> "newest first, at most 1,000; kept for 400 days");
  }

  private static String about(JsonNode letter) {
    return letter.has("stream")
        ? "  "
            + letter.path("stream").asString()
            + " version "
            + letter.path("version").asString()
            + (letter.has("type") ? ", a " + letter.path("type").asString() : "")
        : "";
  }

  private static String failure(JsonNode failure) {
    return INDENT
        + failure.path("kind").asString()
        + ": "
        + failure.path("reason").asString()
        + (failure.has("exception")
            ? INDENT
                + failure.path("exception").asString()
                + " at "
                + failure.path("place").asString()
            : "");
  }

  private static String span(JsonNode finding) {
    return "parked from "
        + finding.path("first").asString()
        + " to "
        + finding.path("last").asString();
  }

  private static String joined(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  private static String redrives(long failed) {
    return failed == 1 ? "1 failed redrive" : failed + " failed redrives";
  }

  private static String letters(JsonNode count) {
    return letters(count.asLong(0));
  }

  private static String letters(long count) {
    return count == 1 ? "1 letter" : count + " letters";
  }

  private static String count(JsonNode count, String noun) {
    return count.asLong(0) == 1 ? "1 " + noun : count.asLong(0) + " " + TextReport.plural(noun);
  }

  private static String unread(JsonNode totals) {
    return totals.path("incomplete").asLong(0) == 0
        ? ""
        : "; more letters may be there, hidden or not read: try again in 30 seconds";
  }

  /** The sentence at the end of a change. */
  private static String results(JsonNode totals) {
    String done =
        Stream.of("redriven", "superfluous", "dropped", "archived", "unarchived")
            .filter(totals::has)
            .map(name -> totals.path(name).asLong(0) + " " + name)
            .collect(Collectors.joining(", "));
    long failed = totals.path("failed").asLong(0);
    long left = totals.path("left").asLong(0);
    return (done.isEmpty() && failed + left == 0 ? "no letters were selected" : done)
        + (failed == 0 ? "" : (done.isEmpty() ? "" : ", ") + failed + " failed")
        + (left == 0 ? "" : ", " + left + " not processed: run it again")
        + unread(totals);
  }
}
