package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.host.RedactedException;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.Settings;
import dev.headwater.service.accounts.Accounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public final class DefinitionLoaderTest {
  private static final String SECRET = "ada@example.com";

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void describes_the_service_that_the_variable_names(String space) {
    assertThat(load(space + Accounts.class.getName() + space).name()).isEqualTo("accounts");
  }

  @Test
  void refuses_a_variable_that_is_unset_or_blank() {
    String sentence =
        "The environment variable SERVICE_DEFINITION is not set: set it in template.yaml, to the"
            + " name of the class that implements ServiceDefinition";

    assertThatThrownBy(() -> DefinitionLoader.load(new Settings(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> load(" ")).hasMessage(sentence);
  }

  @Test
  void refuses_a_class_that_is_missing() {
    refused("shop.Orders", "and the function's package has no such class: check the name");
    refused("shop/Orders", "and the function's package has no such class: check the name");
  }

  @Test
  void refuses_a_class_that_is_no_definition() {
    refused(String.class, "which does not implement ServiceDefinition");
    refused(Hidden.class, "which must be a public class that is not abstract");
    refused(Unfinished.class, "which must be a public class that is not abstract");
    refused(ServiceDefinition.class, "which must be a public class that is not abstract");
    refused(Parametrised.class, "which needs a public constructor without parameters");
    refused(Private.class, "which needs a public constructor without parameters");
  }

  @Test
  void passes_the_sentence_of_a_wrong_description_on() {
    String sentence =
        "The name A B must be 1 to 64 small letters, digits and hyphens, such as order-view";

    refused(Wrong.class, "whose description is wrong: " + sentence);
    refused(WrongInConstructor.class, "whose constructor failed: " + sentence);
    refused(WrongInStaticField.class, "which cannot be loaded: " + sentence);
    refused(WrongElsewhere.class, "whose describe() failed: " + sentence);
  }

  @Test
  void refuses_a_service_without_aggregates_and_none_at_all() {
    refused(Empty.class, "whose service has no aggregates: add one with .aggregate(…)");
    refused(Nothing.class, "whose describe() returns null: return the service");
  }

  @ParameterizedTest
  @ValueSource(classes = {Leaking.class, LeakingConstructor.class})
  void never_quotes_the_message_of_another_exception(Class<?> definition) {
    assertThatThrownBy(() -> load(definition.getName()))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(RedactedException.class)
        .hasMessageEndingWith("java.lang.NumberFormatException")
        .satisfies(thrown -> assertThat(printed(thrown)).doesNotContain(SECRET));
  }

  private static String printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static void refused(Class<?> definition, String reason) {
    refused(definition.getName(), reason);
  }

  private static void refused(String name, String reason) {
    assertThatThrownBy(() -> load(name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("SERVICE_DEFINITION names " + name + ", " + reason);
  }

  private static Service load(String name) {
    return DefinitionLoader.load(new Settings(Map.of("SERVICE_DEFINITION", name)));
  }

  static final class Hidden implements ServiceDefinition {
    @Override
    public Service describe() {
      return Service.of("hidden");
    }
  }

  public abstract static class Unfinished implements ServiceDefinition {}

  public static final class Parametrised implements ServiceDefinition {
    private final String name;

    public Parametrised(String name) {
      this.name = name;
    }

    @Override
    public Service describe() {
      return Service.of(name);
    }
  }

  public static final class Private implements ServiceDefinition {
    private Private() {}

    @Override
    public Service describe() {
      return Service.of("private");
    }
  }

  public static final class Wrong implements ServiceDefinition {
    @Override
    public Service describe() {
      return Service.of("A B");
    }
  }

  public static final class WrongInConstructor implements ServiceDefinition {
    private final Service service = Service.of("A B");

    @Override
    public Service describe() {
      return service;
    }
  }

  public static final class WrongInStaticField implements ServiceDefinition {
    private static final Service SERVICE = Service.of("A B");

    @Override
    public Service describe() {
      return SERVICE;
    }
  }

  public static final class WrongElsewhere implements ServiceDefinition {
    @Override
    public Service describe() {
      return Elsewhere.SERVICE;
    }
  }

  private static final class Elsewhere {
    static final Service SERVICE = Service.of("A B");
  }

  public static final class Empty implements ServiceDefinition {
    @Override
    public Service describe() {
      return Service.of("empty");
    }
  }

  @NullUnmarked
  public static final class Nothing implements ServiceDefinition {
    @Override
    public Service describe() {
      return null;
    }
  }

  public static final class Leaking implements ServiceDefinition {
    @Override
    public Service describe() {
      return Service.of("a" + Integer.parseInt(SECRET));
    }
  }

  public static final class LeakingConstructor implements ServiceDefinition {
    private final int number = Integer.parseInt(SECRET);

    @Override
    public Service describe() {
      return Service.of("a" + number);
    }
  }
}
