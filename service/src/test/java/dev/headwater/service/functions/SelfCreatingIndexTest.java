package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfCreatingIndexTest {
  private static final String MISSING = "index_not_found_exception";
  private static final Duration SLOW = Duration.ofMillis(3_500);

  private final ManualHost machine = new ManualHost(1);
  private final Queue<UnavailableException> failures = new ArrayDeque<>();
  private Duration createTime = Duration.ofMillis(10);
  private Duration callTime = Duration.ofMillis(10);
  private int created;
  private int calls;
  private final SelfCreatingIndex<String> index =
      new SelfCreatingIndex<>(
          new FailingViews(), this::create, Duration.ofMinutes(1), machine.host());

  @Test
  void checks_once_in_a_batch_however_long_that_takes() {
    load();
    machine.clock().advance(Duration.ofSeconds(7));
    save();

    assertThat(created).isEqualTo(1);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void checks_again_later() {
    load();
    machine.clock().advance(Duration.ofMinutes(1));
    load();

    assertThat(created).isEqualTo(2);
  }

  @Test
  void a_missing_index_is_created_and_the_call_repeated() {
    load();
    for (ThrowingCallable call : List.<ThrowingCallable>of(this::load, this::save)) {
      created = 0;
      failures.add(refusal(MISSING));

      assertThat(catchThrowableOfType(UnavailableException.class, call)).isNull();
      assertThat(created).isEqualTo(1);
    }
  }

  @Test
  void an_index_that_is_missing_all_the_same_is_an_operators_fault() {
    failures.addAll(List.of(refusal(MISSING), refusal(MISSING)));

    assertThat(failure(this::save).configurationFault())
        .isEqualTo(new ConfigurationFault("OpenSearch", MISSING));
    assertThat(calls).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security_exception", "cluster_block_exception", ""})
  void another_refusal_is_not_repaired(String type) {
    load();
    failures.add(refusal(type));

    assertThat(failure(this::load)).hasMessage(type);
    assertThat(created).isEqualTo(1);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void a_check_that_took_too_long_ends_the_call_and_is_not_repeated() {
    createTime = SLOW;

    assertThat(failure(this::load).mayPass()).isTrue();
    assertThat(calls).isZero();
    load();
    assertThat(created).isEqualTo(1);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void a_repair_that_took_too_long_leaves_the_call_to_the_next_round() {
    load();
    createTime = SLOW;
    failures.add(refusal(MISSING));

    assertThat(failure(this::save))
        .matches(UnavailableException::mayPass)
        .matches(UnavailableException::mayHaveTakenEffect);
    assertThat(calls).isEqualTo(2);
    save();
    assertThat(created).isEqualTo(2);
  }

  @Test
  void a_refusal_that_took_too_long_is_not_repaired_in_the_same_round() {
    load();
    callTime = SLOW;
    failures.add(refusal(MISSING));

    assertThat(failure(this::load).mayPass()).isTrue();
    assertThat(created).isEqualTo(1);
  }

  private static UnavailableException refusal(String type) {
    return new UnavailableException(
        type, true, type.isEmpty() ? null : new ConfigurationFault("OpenSearch", type), null);
  }

  private static UnavailableException failure(ThrowingCallable call) {
    UnavailableException failure = catchThrowableOfType(UnavailableException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  private void create() {
    created++;
    machine.clock().advance(createTime);
  }

  private void load() {
    assertThat(index.load(List.of("ada"))).isEmpty();
  }

  private void save() {
    assertThat(index.save(List.of())).isEqualTo(ViewStore.Saved.ALL);
  }

  /** Fails as often as a test says, and holds nothing. */
  private final class FailingViews implements ViewStore<String> {
    @Override
    public Map<String, VersionedView<String>> load(Collection<String> aggregateIds) {
      call();
      return Map.of();
    }

    @Override
    public Saved save(List<ViewChange<String>> changes) {
      call();
      return Saved.ALL;
    }

    private void call() {
      calls++;
      machine.clock().advance(callTime);
      UnavailableException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
