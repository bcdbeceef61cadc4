package dev.headwater.service.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A request that was sent, and its reply. */
public final class Exchange {
  private static final Duration POLL = Duration.ofMillis(50);

  private final ServiceRun run;
  private final Duration patience;
  private final Request request;
  private final Reply reply;

  Exchange(ServiceRun run, Duration patience, Request request, Reply reply) {
    this.run = run;
    this.patience = patience;
    this.request = request;
    this.reply = reply;
  }

  /**
   * Checks the reply. On the local cloud, where views lag, a query whose reply fails is sent again
   * until a reply passes, for 10 seconds if {@link ServiceTest#withPatience} says nothing else. So
   * an assertion that something is <em>absent</em> may pass too early there. A command is sent
   * once.
   *
   * @return the reply that passed
   * @throws AssertionError the last failure, if none did
   */
  public Reply then(Consumer<Reply> assertions) {
    try {
      assertions.accept(reply);
      return reply;
    } catch (AssertionError tooEarly) {
      if (!run.viewsLag() || !request.isQuery()) {
        throw tooEarly;
      }
    }
    return awaitReply(assertions);
  }

  private Reply awaitReply(Consumer<Reply> assertions) {
    AtomicReference<Reply> last = new AtomicReference<>(reply);
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(patience)
          .untilAsserted(
              () -> {
                last.set(run.send(request));
                assertions.accept(last.get());
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "Still after " + patience.toMillis() + " ms: " + reason(e), e.getCause());
    }
    return last.get();
  }

  private static String reason(ConditionTimeoutException timeout) {
    Throwable failure = timeout.getCause();
    return String.valueOf(failure == null ? timeout.getMessage() : failure.getMessage());
  }
}
