package dev.headwater.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.InstancePool.Taken;
import dev.headwater.local.functions.Instances.FailedInitialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstancePoolTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.close();
  }

  /** Instances that tell whether they were closed. */
  private static final class Source implements Instances {
    private final boolean cheap;
    private final List<Numbered> made = new ArrayList<>();

    Source(boolean cheap) {
      this.cheap = cheap;
    }

    @Override
    public Instance create() {
      var instance = new Numbered();
      made.add(instance);
      return instance;
    }

    @Override
    public boolean startEagerly() {
      return cheap;
    }
  }

  private static final class Numbered implements Instance {
    private boolean usable = true;
    private boolean closed;

    @Override
    public Invocation invoke(byte[] event, InvocationContext context) {
      return new Answered("");
    }

    @Override
    public boolean isUsable() {
      return usable;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void makes_a_cheap_instance_at_once_and_others_on_demand() throws Exception {
    var cheap = new Source(true);
    var dear = new Source(false);
    Taken first = new InstancePool(cheap, threads).take();
    assertThat(first.instance()).isSameAs(cheap.made.getFirst());
    var pool = new InstancePool(dear, threads);
    assertThat(dear.made).isEmpty();
    assertThat(pool.take().instance()).isSameAs(dear.made.getFirst());
  }

  @Test
  void uses_an_instance_again_unless_it_has_died() throws Exception {
    var source = new Source(false);
    var pool = new InstancePool(source, threads);
    Taken taken = pool.take();
    pool.giveBack(taken);
    assertThat(pool.take()).isEqualTo(taken);
    pool.giveBack(taken);

    source.made.getFirst().usable = false;

    assertThat(pool.take().instance()).isSameAs(source.made.get(1));
    assertThat(source.made.getFirst().closed).isTrue();
  }

  @Test
  void ends_instances_of_a_replaced_build_those_in_use_after_their_calls() throws Exception {
    var old = new Source(false);
    var pool = new InstancePool(old, threads);
    Taken waiting = pool.take();
    Taken inUse = pool.take();
    pool.giveBack(waiting);

    pool.replacement(new Source(false)).use();

    assertThat(old.made).extracting(instance -> instance.closed).containsExactly(true, false);
    pool.giveBack(inUse);
    assertThat(old.made).extracting(instance -> instance.closed).containsExactly(true, true);
    assertThat(pool.take().source()).isNotEqualTo(old);
  }

  @Test
  void a_build_that_is_not_used_leaves_the_present_one() throws Exception {
    var source = new Source(true);
    var next = new Source(true);
    var pool = new InstancePool(source, threads);

    pool.replacement(next).discard();

    assertThat(next.made).singleElement().satisfies(made -> assertThat(made.closed).isTrue());
    assertThat(pool.take().instance()).isSameAs(source.made.getFirst());
  }

  @Test
  void ends_what_has_waited_long_unless_it_is_cheap() throws Exception {
    var cheap = new Source(true);
    var dear = new Source(false);
    var pool = new InstancePool(dear, threads);
    pool.giveBack(pool.take());

    pool.endIdle(Duration.ofDays(1));
    assertThat(dear.made.getFirst().closed).isFalse();
    pool.endIdle(Duration.ZERO);
    assertThat(dear.made.getFirst().closed).isTrue();

    new InstancePool(cheap, threads).endIdle(Duration.ZERO);
    assertThat(cheap.made.getFirst().closed).isFalse();
  }

  @Test
  void gives_an_initialization_up_that_takes_too_long_and_closes_what_comes_late() {
    var interrupted = new CountDownLatch(1);
    var late = new Numbered();
    var hanging =
        new Instances() {
          @Override
          public Instance create() {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            return late;
          }

          @Override
          public boolean startEagerly() {
            return true;
          }

          @Override
          public Duration maxInitialization() {
            return Duration.ofMillis(20);
          }
        };

    assertThatThrownBy(() -> new InstancePool(hanging, threads))
        .isInstanceOfSatisfying(
            FailedInitialization.class,
            failed -> assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout"))
        .hasMessageStartingWith("Initialization took longer than 0 seconds");
    threads.close();
    assertThat(interrupted.getCount()).isZero();
    assertThat(late.closed).isTrue();
  }
}
