package dev.headwater.fuzz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are sent to a port in steps, and what may come of them. */
record RawForm(String name, Port port, List<Step> steps, Expected expected) {
  RawForm {
    steps = List.copyOf(steps);
  }

  /** What a client does; at the end of all steps it sends nothing more. */
  sealed interface Step {
    record Send(Bytes bytes) implements Step {}

    /** Piece by piece, with a pause before each. */
    record Dribble(Bytes bytes, int pieceBytes, Duration pause) implements Step {}

    /** Until any answer came, interim ones included; gives up after a while. */
    record AwaitAnswer() implements Step {}

    /** Ends the connection without the ceremony. */
    record Abort() implements Step {}
  }

  /** All in one piece. */
  static RawForm of(String name, Port port, Expected expected, String bytes) {
    return new RawForm(name, port, List.of(new Step.Send(Bytes.of(bytes))), expected);
  }

  Bytes sent() {
    List<Bytes> parts = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Send(Bytes bytes) -> parts.add(bytes);
        case Step.Dribble(Bytes bytes, int _, Duration _) -> parts.add(bytes);
        case Step.AwaitAnswer() -> parts.add(Bytes.of("«awaits an answer»"));
        case Step.Abort() -> parts.add(Bytes.of("«aborts»"));
      }
    }
    return Bytes.join(parts.toArray(Bytes[]::new));
  }

  /**
   * The answers that may come, in this order.
   *
   * @param owed how many of them must
   */
  record Expected(List<Status> answers, int owed) {
    Expected {
      answers = List.copyOf(answers);
    }

    /** A client error, or a clean end of the connection. */
    static Expected refusal() {
      return new Expected(List.of(Status.REFUSED), 0);
    }

    /** A client error that the client must get to see, while it waits. */
    static Expected refusalThatIsOwed() {
      return new Expected(List.of(Status.REFUSED), 1);
    }

    static Expected success() {
      return new Expected(List.of(Status.GOOD), 1);
    }

    /** One answer of any kind, or none. */
    static Expected anyOne() {
      return new Expected(List.of(Status.ANY), 0);
    }
  }

  enum Status {
    GOOD,
    REFUSED,
    ANY;

    /** A version or a coding of transfers that is not known is refused with 505 and 501. */
    boolean allows(int status) {
      boolean isRefusal = (status >= 400 && status < 500) || status == 501 || status == 505;
      return switch (this) {
        case GOOD -> status >= 200 && status < 300;
        case REFUSED -> isRefusal;
        case ANY -> isRefusal || status < 500 || status == 503;
      };
    }
  }
}
