package dev.headwater.local.template;

import dev.headwater.local.template.values.IgnoredParts;
import dev.headwater.local.template.values.Problems;
import dev.headwater.local.template.values.Resolver;
import dev.headwater.local.template.values.TemplateException;
import java.util.Optional;
import java.util.function.Supplier;

/** What every reader of a template part needs. */
record ReadContext(Resolver resolver, Problems problems, IgnoredParts ignored) {
  void problem(int line, String message) {
    problems.add(line, message);
  }

  /** Reads a value; turns an exception into a problem and returns empty. */
  <T> Optional<T> attempt(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (TemplateException e) {
      problems.add(e);
      return Optional.empty();
    }
  }
}
