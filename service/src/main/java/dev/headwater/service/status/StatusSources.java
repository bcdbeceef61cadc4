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

/** Where to look to see how a service is. No method looks yet, or throws: the probes do. */
public interface StatusSources {
  List<Probe<Table>> tables();

  List<Probe<Queue>> queues();

  List<Probe<ViewSample>> views();

  Probe<Search> search();

  /** What AWS, or the local cloud, has measured. */
  Probe<Measured> measured();

  /**
   * The last runs that did not come to their end.
   *
   * @param operations the long ones
   */
  Probe<List<Run>> runs(List<String> operations);

  Probe<Claims> claims();

  /** What was measured in the last 15 minutes. */
  record Measured(Relay relay, List<FunctionCalls> functions) {
    public Measured {
      functions = List.copyOf(functions);
    }
  }
}
