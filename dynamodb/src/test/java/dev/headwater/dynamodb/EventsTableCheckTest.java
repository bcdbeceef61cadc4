package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.local.tables.LocalDynamoDb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

@ExtendWith(LocalTables.class)
class EventsTableCheckTest {
  private final LocalDynamoDb local;

  EventsTableCheckTest(LocalDynamoDb local) {
    this.local = local;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_table_in_one_region_is_fine(boolean withClaims) {
    assertThatCode(() -> EventsTableCheck.check(local.client(), LocalTables.EVENTS, withClaims))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventually_consistent_replicas_are_refused(boolean withClaims) {
    for (var consistency : new MultiRegionConsistency[] {null, MultiRegionConsistency.EVENTUAL}) {
      TableDescription table = replicated(consistency);

      assertThatIllegalStateException()
          .isThrownBy(() -> EventsTableCheck.check(table, withClaims))
          .withMessage(
              "Table events is replicated with eventual consistency, which would"
                  + " lose commits: use one Region, or multi-Region strong consistency");
    }
  }

  @Test
  void strongly_consistent_replicas_are_fine_without_claims() {
    assertThatCode(() -> EventsTableCheck.check(strong(), false)).doesNotThrowAnyException();
    assertThatIllegalStateException()
        .isThrownBy(() -> EventsTableCheck.check(strong(), true))
        .withMessageContaining("no transactions")
        .withMessageContaining("switch claims off, or use one Region");
  }

  @Test
  void a_table_that_is_not_described_is_let_pass() {
    assertThatCode(() -> EventsTableCheck.check(local.client(), "nowhere", true))
        .doesNotThrowAnyException();
  }

  private static TableDescription strong() {
    return replicated(MultiRegionConsistency.STRONG);
  }

  private static TableDescription replicated(@Nullable MultiRegionConsistency consistency) {
    return TableDescription.builder()
        .tableName("events")
        .replicas(List.of(ReplicaDescription.builder().regionName("eu-west-1").build()))
        .multiRegionConsistency(consistency)
        .build();
  }
}
