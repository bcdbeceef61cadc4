package dev.headwater.local.template.values;

import static java.util.Objects.requireNonNull;

import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of a template that have no effect locally, from {@value #FILE}. A start lists those
 * that a template uses. Anything that is neither supported nor listed there is an error, so nothing
 * is dropped silently.
 */
public final class LocallyIgnored {
  private static final String FILE = "locally-ignored.yaml";
  private static final Map<String, Set<String>> LISTS = read();

  /** Top-level sections. */
  static final Set<String> SECTIONS = list("Sections");

  /** Attributes that any resource may have besides its properties. */
  public static final Set<String> ATTRIBUTES = list("Attributes");

  private static final Set<String> TYPES = list("Types");
  private static final Set<String> SERVICES = list("Services");

  private LocallyIgnored() {}

  /** Whether resources of this type have no effect locally. */
  public static boolean isType(String awsType) {
    return TYPES.contains(awsType) || SERVICES.stream().anyMatch(awsType::startsWith);
  }

  /**
   * Whether a property has no effect locally.
   *
   * @param place a resource type, followed by the names of enclosing properties, dot-separated
   */
  public static boolean isProperty(String place, String property) {
    return LISTS.getOrDefault(place, Set.of()).contains(property);
  }

  private static Set<String> list(String name) {
    return requireNonNull(LISTS.get(name), name);
  }

  private static Map<String, Set<String>> read() {
    try (InputStream file = LocallyIgnored.class.getResourceAsStream(FILE)) {
      String text = new String(requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Set<String>> lists = new HashMap<>();
      TemplateYaml.parse(text)
          .forEach((name, entry) -> lists.put(name, texts((Sequence) entry.value())));
      return Map.copyOf(lists);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }

  private static Set<String> texts(Sequence list) {
    return list.items().stream()
        .map(item -> ((Scalar) item).text())
        .collect(Collectors.toUnmodifiableSet());
  }
}
