package dev.headwater.local.ground;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Closes started parts in reverse order, waiting a bounded time for each. */
public final class Closeables implements AutoCloseable {
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Duration closeWait;

  public Closeables() {
    this(CLOSE_WAIT);
  }

  public Closeables(Duration closeWait) {
    this.closeWait = closeWait;
  }

  public synchronized <P extends AutoCloseable> P add(P part) {
    started.push(part);
    return part;
  }

  private synchronized @Nullable AutoCloseable takeLast() {
    return started.poll();
  }

  /** Closes everything after a failure, and adds to it what goes wrong on the way. */
  public void closeAfter(Throwable failure) {
    try {
      close();
    } catch (LocalCloudException next) {
      failure.addSuppressed(next);
    }
  }

  @Override
  public void close() {
    LocalCloudException failure = null;
    for (AutoCloseable part = takeLast(); part != null; part = takeLast()) {
      LocalCloudException next = close(part);
      if (failure == null) {
        failure = next;
      } else if (next != null) {
        failure.addSuppressed(next);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns what went wrong, or null. */
  private @Nullable LocalCloudException close(AutoCloseable part) {
    String name = part.getClass().getSimpleName();
    var closing =
        new FutureTask<@Nullable Void>(
            () -> {
              part.close();
              return null;
            });
    Thread.ofVirtual().name("close " + name).start(closing);
    try {
      closing.get(closeWait.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (TimeoutException e) {
      return new LocalCloudException(name + " did not stop: kill the process.", e);
    } catch (ExecutionException e) {
      return new LocalCloudException(name + " failed while stopping: " + reason(e), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalCloudException("Interrupted while stopping the local cloud.", e);
    }
  }

  private static String reason(ExecutionException failure) {
    return switch (failure.getCause()) {
      case LocalCloudException ours -> String.valueOf(ours.getMessage());
      case Throwable foreign -> RedactedException.describe(foreign);
      case null -> RedactedException.describe(failure);
    };
  }
}
