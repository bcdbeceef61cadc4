package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTypesTest {
  record OfDouble(double price) {}

  record OfBox(@Nullable Float price) {}

  record OfObject(Object any) {}

  @SuppressWarnings("ArrayRecordComponent") // refused
  record OfArray(String[] names) {}

  @SuppressWarnings("ArrayRecordComponent") // refused
  record OfArrays(List<String>[] names) {}

  @SuppressWarnings("rawtypes") // refused
  record OfRaw(List names) {}

  @SuppressWarnings("rawtypes") // refused
  record OfRawMap(Map names) {}

  record OfKeys(Map<Long, String> names) {}

  record OfSet(Set<String> names) {}

  record OfOptional(Optional<String> name) {}

  record OfInteger(BigInteger count) {}

  record OfShort(short count) {}

  record OfUuid(UUID id) {}

  record OfLocalTime(LocalDateTime at) {}

  record OfDuration(Duration time) {}

  record OfWildcard(List<? extends String> names) {}

  record OfVariable<T>(T value) {}

  record OfGeneric(OfVariable<String> box) {}

  record OfClass(Thread thread) {}

  record OfInterface(Runnable task) {}

  record OfNulls(List<@Nullable String> names) {}

  record OfNested(@Nullable Integer fine, List<OfDouble> prices) {}

  @SuppressWarnings("NullablePrimitive") // refused
  record OfPrimitive(@Nullable int count) {}

  record Node(String name, @Nullable Node next) {}

  record Ring(List<Link> links) {}

  record Link(Ring ring, int weight) {}

  record OnlyOptional(@Nullable String text) {}

  record OfOnlyOptional(OnlyOptional reason, int count) {}

  sealed interface Tagged {}

  record WithType(String type, int count) implements Tagged {}

  record OfTagged(Tagged tagged) {}

  sealed interface Mixed {}

  record Right(int count) implements Mixed {}

  static final class Wrong implements Mixed {}

  record OfMixed(Mixed mixed) {}

  sealed interface Twins {
    record Same(int count) implements Twins {}
  }

  static final class Elsewhere {
    record Same(int count) implements MoreTwins {}
  }

  sealed interface MoreTwins extends AllTwins permits Elsewhere.Same, Other.Same {}

  static final class Other {
    record Same(int count) implements MoreTwins {}
  }

  sealed interface AllTwins permits MoreTwins {}

  record OfTwins(AllTwins twins) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OfDouble | OfDouble.price is a double, which JSON cannot carry exactly: use BigDecimal or",
        "OfBox | OfBox.price is a Float, which JSON cannot carry exactly: use BigDecimal or long",
        "OfObject | OfObject.any is an Object, which can be anything: use a record or a sealed",
        "OfArray | OfArray.names is a String[], which can change: use List",
        "OfArrays | OfArrays.names is an array, which can change: use List",
        "OfRaw | OfRaw.names does not say what it holds: write List<…>",
        "OfRawMap | OfRawMap.names does not say what it holds: write Map<String, …>",
        "OfKeys | OfKeys.names is a Map with keys other than String: use String",
        "OfSet | OfSet.names is a Set, whose order or kind JSON does not keep: use List",
        "OfOptional | OfOptional.name is an Optional, which is for return types: use the type"
            + " itself",
        "OfInteger | OfInteger.count is a BigInteger, a size that JSON does not know: use long or",
        "OfShort | OfShort.count is a short, a size that JSON does not know: use int or long",
        "OfUuid | OfUuid.id is a UUID, which has no form: use String, or a record of one String",
        "OfLocalTime | OfLocalTime.at is a LocalDateTime, which depends on a zone or a clock: use",
        "OfDuration | OfDuration.time is a Duration, which has no form: use a long, with the unit",
        "OfWildcard | An entry of OfWildcard.names is of any type (? extends java.lang.String):"
            + " name",
        "OfVariable | OfVariable has type parameters: name the types in a record of their own",
        "OfGeneric | OfGeneric.box is an OfVariable, which has type parameters: name the types in"
            + " a",
        "OfClass | OfClass.thread is a Thread, which is neither a record, an enum nor a sealed",
        "OfInterface | OfInterface.task is a Runnable, which is neither a record, an enum nor a",
        "OfNulls | An entry of OfNulls.names may be null, which no form keeps: leave out @Nullable",
        "OfNested | OfDouble.price is a double, which JSON cannot carry exactly: use",
        "OfPrimitive | OfPrimitive.count is a primitive, which is never null: leave out @Nullable",
        "Node | Node.next leads back to Node, and a form must end: refer to it by its",
        "Ring | Link.ring leads back to Ring, and a form must end: refer to it by its",
        "OfOnlyOptional | OnlyOptional.text is its only component and @Nullable, so that"
            + " OnlyOptional may have no form: mark OfOnlyOptional.reason instead",
        "OfTagged | WithType.type has the name under which the name of the record is stored:"
            + " rename",
        "OfMixed | Mixed permits Wrong, which is not a record: make it one",
        "OfTwins | Two records of AllTwins are called Same: rename one",
        "Wrong | Wrong is not a record: make it one"
      })
  void says_what_to_write_instead(String type, String message) throws ClassNotFoundException {
    Class<?> refused = Class.forName(RefusedTypesTest.class.getName() + '$' + type);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRecord.of(refused))
        .satisfies(refusal -> assertThat(refusal).hasMessageStartingWith(message));
  }

  record W0(W1 left, W1 right) {}

  record W1(W2 left, W2 right) {}

  record W2(W3 left, W3 right) {}

  record W3(W4 left, W4 right) {}

  record W4(W5 left, W5 right) {}

  record W5(W6 left, W6 right) {}

  record W6(W7 left, W7 right) {}

  record W7(W8 left, W8 right) {}

  record W8(W9 left, W9 right) {}

  record W9(int left, int right) {}

  @Test
  void refuses_what_has_too_many_components() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRecord.of(W0.class))
        .satisfies(
            refusal ->
                assertThat(refusal)
                    .hasMessageEndingWith(" is one component too many: a type has at most 1000"));
  }

  @Test
  void says_how_to_open_the_package_of_a_module() throws ClassNotFoundException {
    Class<?> closed = Class.forName("java.util.Formatter$FixedString");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRecord.of(closed))
        .withMessage(
            "FixedString is in the module java.base, which keeps its package closed: add 'opens"
                + " java.util;' to its module-info");
  }

  record L1(L2 next, int count) {}

  record L2(List<List<List<List<List<List<List<List<L3>>>>>>>> next) {}

  record L3(List<List<List<List<List<List<List<List<String>>>>>>>> next) {}

  @Test
  void refuses_what_is_nested_too_deeply() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRecord.of(L1.class))
        .satisfies(
            refusal ->
                assertThat(refusal).hasMessageContaining("is more than 16 levels deep: nest less"));
  }

  @Test
  void refuses_states_and_events_that_are_not_a_sealed_interface() {
    String message =
        "Runnable is not a sealed interface of records: make it one, with a record per case";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonState.of(Runnable.class))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonEvents.of(Runnable.class).check())
        .withMessage(message);
  }
}
