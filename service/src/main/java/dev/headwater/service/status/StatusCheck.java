package dev.headwater.service.status;

import dev.headwater.host.Host;
import dev.headwater.service.status.ServiceStatus.Attention;
import dev.headwater.service.status.ServiceStatus.Claims;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Search;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import dev.headwater.service.status.StatusSources.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at all parts of a service at once, which takes as long as the slowest probe. */
public final class StatusCheck {
  private final StatusSources sources;
  private final Host host;
  private final List<Supplier<Boolean>> calls = new ArrayList<>();

  private StatusCheck(StatusSources sources, Host host) {
    this.sources = sources;
    this.host = host;
  }

  /**
   * How a service is.
   *
   * @param operations the long ones, whose runs can be interrupted
   */
  public static ServiceStatus run(StatusSources sources, List<String> operations, Host host) {
    return new StatusCheck(sources, host).run(operations);
  }

  private ServiceStatus run(List<String> operations) {
    List<Supplier<Part<Table>>> tables = sources.tables().stream().map(this::look).toList();
    List<Supplier<Part<Queue>>> queues = sources.queues().stream().map(this::look).toList();
    List<Supplier<Part<ViewSample>>> views = sources.views().stream().map(this::look).toList();
    Supplier<Part<Search>> search = look(sources.search());
    Supplier<Part<Measured>> measured = look(sources.measured());
    Supplier<Part<List<Run>>> runs = look(sources.runs(operations));
    Supplier<Part<Claims>> claims = look(sources.claims());
    host.parallelCalls().callEach(calls);
    ServiceStatus found =
        new ServiceStatus(
            all(tables),
            measured.get().map("relay", Measured::relay),
            all(queues),
            all(views),
            search.get(),
            measured.get().map("functions", Measured::functions),
            runs.get(),
            claims.get(),
            List.of());
    return with(found, new AttentionRules(found, host.clock().instant()).all());
  }

  /** Adds a call; its answer is there once all calls were made. */
  private <T> Supplier<Part<T>> look(Probe<T> probe) {
    var answer = new AtomicReference<@Nullable Part<T>>();
    calls.add(() -> answer.compareAndSet(null, probe.run()));
    return () -> Objects.requireNonNull(answer.get());
  }

  private static <T> List<Part<T>> all(List<Supplier<Part<T>>> answers) {
    return answers.stream().map(Supplier::get).toList();
  }

  private static ServiceStatus with(ServiceStatus found, List<Attention> attention) {
    return new ServiceStatus(
        found.tables(),
        found.relay(),
        found.queues(),
        found.views(),
        found.search(),
        found.functions(),
        found.runs(),
        found.claims(),
        attention);
  }
}
