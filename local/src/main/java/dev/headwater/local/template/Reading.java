package dev.headwater.local.template;

import dev.headwater.local.template.values.Ignored;
import dev.headwater.local.template.values.Problems;
import dev.headwater.local.template.values.Resolver;
import dev.headwater.local.template.values.TemplateException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every reader of a part of the template needs. */
record Reading(Resolver resolver, Problems problems, Ignored ignored) {

  /** Reads something; a fault becomes a problem and the answer {@code null}. */
  <T> @Nullable T attempt(Supplier<@Nullable T> reader) {
    try {
      return reader.get();
    } catch (TemplateException fault) {
      problems.add(fault);
      return null;
    }
  }
}
