package dev.headwater.service.functions.internal.priming;

import dev.headwater.service.functions.internal.priming.PrimingHttpClient.Observed;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the requests of samples. Thread-safe. */
public final class PrimingTraffic implements Consumer<Observed> {
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  @Override
  public void accept(Observed request) {
    (request.isSent() ? sent : answered).incrementAndGet();
  }

  /** How many reads were sent. */
  public int sent() {
    return sent.get();
  }

  /** How many writes were answered without being sent. */
  public int answered() {
    return answered.get();
  }
}
