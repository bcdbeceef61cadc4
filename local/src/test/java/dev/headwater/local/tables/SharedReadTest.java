package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedReadTest {
  private static final int WAITING = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore started = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final AtomicInteger reads = new AtomicInteger();
  private final SharedRead shared =
      new SharedRead(
          () -> {
            reads.incrementAndGet();
            started.release();
            mayEnd.acquireUninterruptibly();
          });

  @AfterEach
  void stop() {
    mayEnd.release(WAITING);
    threads.close();
  }

  @Test
  void later_callers_share_the_next_read_not_the_one_in_progress() throws Exception {
    Future<?> first = await(shared);
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    List<Thread> waiting = new ArrayList<>();
    List<Future<?>> later = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      later.add(
          threads.submit(
              (Callable<Void>)
                  () -> {
                    synchronized (waiting) {
                      waiting.add(Thread.currentThread());
                    }
                    shared.await();
                    return null;
                  }));
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              synchronized (waiting) {
                assertThat(waiting)
                    .hasSize(WAITING)
                    .allMatch(thread -> thread.getState() == Thread.State.WAITING);
              }
            });

    mayEnd.release();
    first.get(10, TimeUnit.SECONDS);
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(later).noneMatch(Future::isDone);
    mayEnd.release();
    for (Future<?> each : later) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void a_caller_after_all_reads_ended_reads_again() throws Exception {
    mayEnd.release(2);
    shared.await();
    shared.await();

    assertThat(reads).hasValue(2);
  }

  @Test
  void a_failure_reaches_the_callers_of_that_read_only() throws Exception {
    var begins = new CountDownLatch(1);
    var fails = new CountDownLatch(1);
    var failing =
        new SharedRead(
            () -> {
              if (reads.incrementAndGet() == 1) {
                begins.countDown();
                try {
                  fails.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                throw new IOException("no answer");
              }
            });
    Future<?> first = await(failing);
    assertThat(begins.await(10, TimeUnit.SECONDS)).isTrue();
    Future<?> second = await(failing);
    fails.countDown();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> first.get(10, TimeUnit.SECONDS))
        .withCauseInstanceOf(IOException.class);
    second.get(10, TimeUnit.SECONDS);
    assertThat(reads).hasValue(2);
  }

  @Test
  void an_aborted_read_fails_its_callers() throws Exception {
    var broken =
        new SharedRead(
            () -> {
              throw new IllegalStateException("broken");
            });

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> await(broken).get(10, TimeUnit.SECONDS));
    }
  }

  private Future<?> await(SharedRead read) {
    return threads.submit(
        (Callable<Void>)
            () -> {
              read.await();
              return null;
            });
  }
}
