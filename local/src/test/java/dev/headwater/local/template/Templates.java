package dev.headwater.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.values.StackOptions;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractStringAssert;

/** Reads small templates for tests. */
final class Templates {
  /** A template with a bus, a queue and settings of functions, to which tests add resources. */
  static final String SHOP =
      """
      Transform: AWS::Serverless-2016-10-31
      Globals: {Function: {Runtime: java21, Timeout: 7}}
      Resources:
        Bus: {Type: 'AWS::Events::EventBus', Properties: {Name: shop}}
        Dead: {Type: 'AWS::SQS::Queue'}
      """;

  private Templates() {}

  /** Reads {@link #SHOP} with more resources. */
  static Stack readShop(String resources) {
    return read(SHOP + resources.indent(2));
  }

  static StackOptions options(Map<String, String> parameters) {
    return new StackOptions("shop", parameters, name -> "http://queues/" + name, "127.0.0.1:9200");
  }

  static Stack read(String text) {
    return read(text, Map.of());
  }

  static Stack read(String text, Map<String, String> parameters) {
    return StackReader.read("template.yaml", text, options(parameters));
  }

  static Path file(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(Templates.class.getResource("/templates/" + name));
    return Path.of(url.toURI());
  }

  /** Asserts that a template is refused, and returns an assertion on the message. */
  static AbstractStringAssert<?> assertRefusal(String text) {
    return assertRefusal(text, Map.of());
  }

  static AbstractStringAssert<?> assertRefusal(String text, Map<String, String> parameters) {
    var refusal = catchThrowableOfType(LocalCloudException.class, () -> read(text, parameters));
    assertThat(refusal).as("the template is refused").isNotNull();
    return assertThat(refusal.getMessage());
  }
}
