package dev.headwater.service.status;

import dev.headwater.service.status.ServiceStatus.Claims;
import dev.headwater.service.status.ServiceStatus.FunctionCalls;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Search;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.util.List;

/** A service that is healthy until a test changes a part. */
final class FakeSources implements StatusSources {
  static final String LOG = "/logs/shop";

  Probe<Table> events = known("events", new Table("EventsTable", "ACTIVE", 7, true));
  Probe<Queue> queue = known("order-view", new Queue(3, 1, 0));
  Probe<Queue> parkedCommits = known("parked-commits", new Queue(0, 0, 0));
  Probe<ViewSample> inTable =
      known("order-view", new ViewSample("order-view", "abc", 100, 0, 25, 1, 0));
  Probe<ViewSample> inIndex = Probe.off("order-search");
  Probe<Search> search = Probe.off("search");
  Relay relay = new Relay("relay", null, null, 0, null, LOG);
  FunctionCalls command = new FunctionCalls("command", 9, 0, 0, LOG);
  Probe<List<Run>> runs = known("the last runs", List.of());
  Probe<Claims> claims = known("claims", new Claims(true, false));

  static <T> Probe<T> known(String name, T found) {
    return new Probe<>(name, () -> found);
  }

  @Override
  public List<Probe<Table>> tables() {
    return List.of(events);
  }

  @Override
  public List<Probe<Queue>> queues() {
    return List.of(queue, parkedCommits);
  }

  @Override
  public List<Probe<ViewSample>> views() {
    return List.of(inTable, inIndex);
  }

  @Override
  public Probe<Search> search() {
    return search;
  }

  @Override
  public Probe<Measured> measured() {
    return known("metrics", new Measured(relay, List.of(command)));
  }

  @Override
  public Probe<List<Run>> runs(List<String> operations) {
    return runs;
  }

  @Override
  public Probe<Claims> claims() {
    return claims;
  }
}
