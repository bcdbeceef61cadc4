package dev.headwater.fuzz;

import dev.headwater.fuzz.Finding.Kind;
import dev.headwater.fuzz.RawForm.Status;
import java.util.List;

/** Whether what came back may come of what was sent. */
final class RawOracle {
  private final Findings findings;

  RawOracle(Findings findings) {
    this.findings = findings;
  }

  void check(RawForm form, Transcript seen) {
    checkEnd(form, seen);
    List<Status> allowed = form.expected().answers();
    for (int i = 0; i < seen.answers().size(); i++) {
      Answer answer = seen.answers().get(i);
      checkAnswer(form, answer, i < allowed.size() ? allowed.get(i) : Status.ANY);
      if (i >= allowed.size()) {
        found(form, Kind.DESYNC, "answer number " + (i + 1) + ": " + answer.status(), seen);
      }
    }
  }

  private void checkEnd(RawForm form, Transcript seen) {
    boolean isComplete = seen.answers().size() >= form.expected().owed();
    switch (seen.end()) {
      case CLOSED -> {
        if (!isComplete) {
          found(form, Kind.NO_ANSWER, "closed without an answer", seen);
        }
      }
      case RESET -> {
        if (seen.answers().isEmpty() || !isComplete) {
          found(form, Kind.NO_ANSWER, "reset without an answer", seen);
        }
      }
      case CUT -> found(form, Kind.NO_ANSWER, "closed within an answer", seen);
      case GARBAGE -> found(form, Kind.DESYNC, "no answer of HTTP/1.1", seen);
      case SILENT -> found(form, Kind.HANG, isComplete ? "not closed" : "no answer", seen);
      case ABORTED -> {
        // Nobody was there to read.
      }
    }
  }

  private void checkAnswer(RawForm form, Answer answer, Status allowed) {
    if (!answer.isSuccess()
        && form.port().isOurs(answer)
        && Marker.isIn(answer.text() + answer.headers())) {
      found(form, Kind.LEAK, "answer " + answer.status(), answer);
    }
    boolean isOfOthers = form.port().isFaultBehind(answer) && allowed != Status.GOOD;
    if (!isOfOthers && !allowed.allows(answer.status())) {
      Kind kind =
          answer.status() >= 500
              ? Kind.SERVER_FAULT
              : allowed == Status.GOOD ? Kind.REFUSED : Kind.ACCEPTED;
      found(form, kind, "answer " + answer.status(), answer);
    }
  }

  private void found(RawForm form, Kind kind, String what, Object seen) {
    findings.add(
        new Finding(kind, form.port() + " " + form.name() + ": " + what),
        form.name(),
        form.sent(),
        seen.toString());
  }
}
