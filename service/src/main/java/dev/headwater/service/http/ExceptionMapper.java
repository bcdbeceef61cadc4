package dev.headwater.service.http;

import dev.headwater.CommitTooLargeException;
import dev.headwater.TooManyConflictsException;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.HeadwaterException;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps the exceptions that end a request to problems, and logs those that concern an operator. */
record ExceptionMapper(Resource resource) {
  private static final Logger LOG = LoggerFactory.getLogger(ExceptionMapper.class);
  private static final int LOGGED_FRAMES = 10;

  /**
   * @param faults receives a fault that an operator has to correct
   */
  Problem problem(RuntimeException exception, Consumer<ConfigurationFault> faults) {
    return switch (exception) {
      case ProblemException refused -> refused.problem();
      case CommitTooLargeException tooLarge -> Problem.of(ProblemType.TOO_LARGE);
      case UnpublishableTextException text -> unpublishable(text);
      case TooManyConflictsException conflicts ->
          unavailable("Too many commands for this " + resource.noun() + " at once: try again.");
      case UnavailableException failure -> unavailable(failure, faults);
      case InterruptedWaitException interrupted -> {
        LOG.warn(interrupted.getMessage());
        yield unavailable(afterFailure(interrupted.mayHaveTakenEffect()));
      }
      case HeadwaterException fault -> {
        LOG.error("Internal fault: {}", fault.getMessage());
        yield fault instanceof UnreadableEventException
            ? unreadableEvents()
            : Problem.of(ProblemType.INTERNAL_FAULT);
      }
      default -> {
        // Not the message: a foreign exception may quote personal data.
        LOG.error(
            "Internal fault: {} at {}",
            exception.getClass().getName(),
            Arrays.stream(exception.getStackTrace()).limit(LOGGED_FRAMES).toList());
        yield Problem.of(ProblemType.INTERNAL_FAULT);
      }
    };
  }

  /** Not a fault of the service: the text passed the fields' rules, and a retry cannot succeed. */
  private static Problem unpublishable(UnpublishableTextException refusal) {
    return Problem.of(
        ProblemType.INVALID_FIELDS,
        "A text of the command cannot be published: "
            + refusal.place()
            + " has the character "
            + refusal.character()
            + ".");
  }

  private Problem unreadableEvents() {
    return Problem.of(
        ProblemType.INTERNAL_FAULT,
        "The events of this "
            + resource.noun()
            + " cannot be read: nothing has changed, and it is of no use to try again.");
  }

  private Problem unavailable(UnavailableException failure, Consumer<ConfigurationFault> faults) {
    ConfigurationFault fault = failure.configurationFault();
    if (fault == null) {
      LOG.warn(failure.getMessage());
      return unavailable(afterFailure(failure.mayHaveTakenEffect()));
    }
    LOG.error("{}: {}", fault.describe(), failure.getMessage());
    faults.accept(fault);
    return Problem.of(
        ProblemType.MISCONFIGURED,
        "The service's operator has to correct its configuration first. "
            + (failure.mayHaveTakenEffect() ? repeat("repeat it later") : "Nothing has changed."));
  }

  private String afterFailure(boolean mayHaveTakenEffect) {
    return mayHaveTakenEffect ? repeat("repeat it") : "Nothing has changed: try again.";
  }

  private String repeat(String how) {
    return "The command may have taken effect: "
        + how
        + " with the same idempotency key; without one, look at the "
        + resource.noun()
        + " first.";
  }

  private static Problem unavailable(String detail) {
    return Problem.of(ProblemType.UNAVAILABLE, detail);
  }
}
