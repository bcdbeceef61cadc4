package dev.headwater.fuzz;

import java.util.List;

/**
 * What came back over a connection.
 *
 * @param answers without the interim ones
 * @param detail of the end
 */
record Transcript(List<Answer> answers, End end, String detail) {
  enum End {
    /** Orderly, between answers. */
    CLOSED,
    /** By the server, with a reset. */
    RESET,
    /** Within an answer. */
    CUT,
    /** With what is no answer. */
    GARBAGE,
    /** Not within the bound. */
    SILENT,
    /** By the client. */
    ABORTED
  }

  Transcript {
    answers = List.copyOf(answers);
  }
}
