package dev.headwater.service.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.Answer;
import dev.headwater.service.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTypeTest {
  @ParameterizedTest
  @MethodSource("ofEveryService")
  void a_refusal_is_never_one_of_every_services_own_problems(ProblemType type) {
    assertThatThrownBy(() -> Answer.refused(type.name(), Refusal.conflict("It is sent")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Clients would take the reason %s for the problem %s, which every service has: call it"
                + " something else",
            type.name(), type.name());
  }

  static List<ProblemType> ofEveryService() throws IllegalAccessException {
    List<ProblemType> types = new ArrayList<>();
    types.add(Resource.ANY.stale(1).type());
    for (var field : ProblemType.class.getDeclaredFields()) {
      if (field.getType() == ProblemType.class) {
        types.add((ProblemType) field.get(null));
      }
    }
    return types;
  }
}
