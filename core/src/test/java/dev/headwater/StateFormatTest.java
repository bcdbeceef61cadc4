package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.TypeShape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each nested class has a {@code State} that differs from today's in one respect only. */
@SuppressWarnings("SameNameButDifferent") // a shape must not depend on the enclosing class
final class StateFormatTest {
  @Test
  void describes_an_enum_with_constant_bodies_by_its_constants_names() {
    assertThat(TypeShape.of(WithBodies.class).text()).isEqualTo("WithBodies(FIRST,SECOND)");
  }

  private enum WithBodies {
    FIRST {
      @Override
      public String toString() {
        return "1st";
      }
    },
    SECOND {
      @Override
      public String toString() {
        return "2nd";
      }
    }
  }

  @Test
  void a_shape_spells_out_cases_fields_and_constants() {
    assertThat(TypeShape.of(Today.State.class).text())
        .isEqualTo(
            "State(None(),Some(id:String,count:long,lines:List(Line(item:String,kind:"
                + "Kind(FRAGILE,HEAVY))),last:Line))");
  }

  @Test
  void a_change_of_the_shape_changes_the_fingerprint() {
    for (Class<?> changed :
        List.of(
            FieldName.State.class,
            FieldType.State.class,
            FieldOrder.State.class,
            NewField.State.class,
            NewCase.State.class,
            NewConstant.State.class,
            TypeArgument.State.class)) {
      assertThat(fingerprint(changed, 1))
          .as(String.valueOf(changed.getEnclosingClass()))
          .isNotEqualTo(fingerprint(Today.State.class, 1));
    }
  }

  @Test
  void another_revision_changes_the_fingerprint() {
    assertThat(fingerprint(Today.State.class, 2)).isNotEqualTo(fingerprint(Today.State.class, 1));
  }

  @Test
  void another_naming_changes_the_fingerprint() {
    assertThat(fingerprint("None=empty"))
        .isNotEqualTo(fingerprint("Some=full"))
        .isNotEqualTo(fingerprint(""));
    assertThat(fingerprint("")).isEqualTo(fingerprint(Today.State.class, 1));
  }

  private static long fingerprint(String naming) {
    StateCodec<Today.State> codec =
        new NoCodec<>() {
          @Override
          public String naming() {
            return naming;
          }
        };
    return StateFormat.of(new Revised<>(1), Today.State.class, codec).fingerprint();
  }

  @Test
  void without_a_naming_the_fingerprint_is_what_it_always_was() {
    assertThat(TypeShape.of(Today.Kind.class).fingerprint(1, ""))
        .isEqualTo(CommandStamp.of("shape", "Kind(FRAGILE,HEAVY)", "1").digest());
  }

  @Test
  void moving_the_type_keeps_the_fingerprint() {
    assertThat(fingerprint(Moved.State.class, 1)).isEqualTo(fingerprint(Today.State.class, 1));
  }

  @Test
  void describes_a_recursive_type_once() {
    assertThat(TypeShape.of(Tree.class).text()).isEqualTo("Tree(branches:List(Tree))");
  }

  private static <S> long fingerprint(Class<S> type, int revision) {
    return StateFormat.of(new Revised<S>(revision), type, new NoCodec<>()).fingerprint();
  }

  private record Tree(List<Tree> branches) {}

  static final class Today {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<Line> lines, Line last) implements State {}

    record Line(String item, Kind kind) {}

    enum Kind {
      FRAGILE,
      HEAVY
    }
  }

  static final class Moved {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<Line> lines, Line last) implements State {}

    record Line(String item, Kind kind) {}

    enum Kind {
      FRAGILE,
      HEAVY
    }
  }

  static final class FieldName {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long amount, List<Today.Line> lines, Today.Line last) implements State {}
  }

  static final class FieldType {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, BigDecimal count, List<Today.Line> lines, Today.Line last)
        implements State {}
  }

  static final class FieldOrder {
    sealed interface State {}

    record None() implements State {}

    record Some(long count, String id, List<Today.Line> lines, Today.Line last) implements State {}
  }

  static final class NewField {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<Line> lines, Line last) implements State {}

    record Line(String item, Today.Kind kind, boolean wrapped) {}
  }

  static final class NewCase {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<Today.Line> lines, Today.Line last) implements State {}

    record Closed() implements State {}
  }

  static final class NewConstant {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<Line> lines, Line last) implements State {}

    record Line(String item, Kind kind) {}

    enum Kind {
      FRAGILE,
      HEAVY,
      LIQUID
    }
  }

  static final class TypeArgument {
    sealed interface State {}

    record None() implements State {}

    record Some(String id, long count, List<String> lines, Today.Line last) implements State {}
  }

  private record Revised<S>(int revision) implements Decider<String, S, String, String> {
    @Override
    public S initialState() {
      throw new UnsupportedOperationException("Nothing is folded here");
    }

    @Override
    public Decision<String, String> decide(String command, S state) {
      return Decision.nothingToDo();
    }

    @Override
    public S evolve(S state, String event) {
      return state;
    }
  }

  private static class NoCodec<S> implements StateCodec<S> {
    @Override
    public Map<String, Object> encode(S state) {
      return Map.of();
    }

    @Override
    public S decode(Map<String, Object> stored) {
      throw new IllegalArgumentException("Nothing is stored here");
    }
  }
}
