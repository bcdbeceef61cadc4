package dev.headwater.local.template.values;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Values by name, each computed on first use. A value that needs itself is a problem. */
final class Acyclic<V> {
  private static final int MAX_CHAIN = 100;

  private final String circle;
  private final Map<String, V> known = new HashMap<>();
  private final Set<String> computing = new LinkedHashSet<>();

  /**
   * @param circle what a message calls a circle of values
   */
  Acyclic(String circle) {
    this.circle = circle;
  }

  /**
   * @param line of the value
   * @throws TemplateException when the value needs itself
   */
  V get(String name, int line, Supplier<V> computation) {
    V value = known.get(name);
    if (value != null) {
      return value;
    }
    if (!computing.add(name) || computing.size() > MAX_CHAIN) {
      throw new TemplateException(
          line, "%s: %s -> %s".formatted(circle, String.join(" -> ", computing), name));
    }
    try {
      V computed = computation.get();
      known.put(name, computed);
      return computed;
    } finally {
      computing.remove(name);
    }
  }
}
