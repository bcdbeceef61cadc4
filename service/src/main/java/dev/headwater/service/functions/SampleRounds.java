package dev.headwater.service.functions;

import dev.headwater.host.Deadline;
import dev.headwater.host.RedactedException;
import dev.headwater.service.functions.ServiceFunction.Work;
import dev.headwater.service.functions.internal.priming.PrimingContext;
import dev.headwater.service.functions.internal.priming.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has a ready-made function handle samples twice, each time with empty caches, as after a restore,
 * and the second time in reverse order. So commands meet an aggregate that was just created in the
 * first round, and load it in the second.
 *
 * @param start prepares the function's work
 * @param samples of what invokes it; may say what it leaves out
 */
record SampleRounds(Function<ServiceRuntime, Work> start, SampleSource samples)
    implements ServiceRuntime.Rehearsal {
  private static final PrimingContext CONTEXT = new PrimingContext(30_000);

  /** Makes the samples of a function. */
  @FunctionalInterface
  interface SampleSource {
    /**
     * The samples.
     *
     * @param leftOut receives what could not be sampled
     */
    List<Sample> of(ServiceRuntime parts, Consumer<String> leftOut);
  }

  @Override
  public List<String> run(ServiceRuntime parts, Deadline deadline) {
    Set<String> leftOut = new LinkedHashSet<>();
    List<Sample> all = samples.of(parts, leftOut::add);
    for (List<Sample> round : List.of(all, all.reversed())) {
      if (deadline.hasPassed()) {
        break;
      }
      Work work = start.apply(parts);
      for (Sample sample : round) {
        if (!deadline.hasPassed()) {
          handle(work, sample, leftOut);
        }
      }
    }
    return new ArrayList<>(leftOut);
  }

  private static void handle(Work work, Sample sample, Set<String> leftOut) {
    try {
      ServiceFunction.handle(
          work,
          new ByteArrayInputStream(sample.event().getBytes(StandardCharsets.UTF_8)),
          new ByteArrayOutputStream(),
          CONTEXT);
    } catch (IOException | RuntimeException e) {
      leftOut.add(sample.name() + " (" + RedactedException.of(e).getMessage() + ')');
    }
  }
}
