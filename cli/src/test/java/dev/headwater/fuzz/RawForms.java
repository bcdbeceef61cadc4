package dev.headwater.fuzz;

import dev.headwater.local.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All forms of a run: each catalogued one at each port, and spoilt requests up to their number. */
final class RawForms {
  private static final int CUTS = 12;
  private static final int FAMILIES = 6;

  private final Endpoints endpoints;
  private final List<RawForm> forms = new ArrayList<>();
  private int number;

  private RawForms(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  static List<RawForm> of(FuzzRun run, Endpoints endpoints) {
    RawForms all = new RawForms(endpoints);
    for (Port port : Port.values()) {
      all.add(port, RequestLineForms::of);
      all.add(port, HeaderForms::of);
      all.add(port, base -> LengthForms.of(base, all.number));
      all.add(port, base -> ChunkForms.of(base, all.number));
      all.add(port, base -> PipelineForms.of(base, all.number, good(port)));
      all.add(port, base -> UploadForms.of(base, run.chance(all.number), CUTS));
    }
    for (long index = -1; all.forms.size() < run.forms(); index--) {
      Chance chance = run.chance(index);
      all.add(
          chance.pick(List.of(Port.values())), base -> Stream.of(UploadForms.spoilt(base, chance)));
    }
    return List.copyOf(all.forms);
  }

  /** The last number that a customer who must not be there may have. */
  static int highestNumber() {
    return Port.values().length * FAMILIES;
  }

  private void add(Port port, Function<RawBase, Stream<RawForm>> family) {
    number++;
    family.apply(RawBase.of(port, endpoints, number)).forEach(forms::add);
  }

  /** What a port must answer with success whatever went before. */
  private static String good(Port port) {
    WireRequest request = alive(port);
    return request.bytes().anyText();
  }

  static WireRequest alive(Port port) {
    return switch (port) {
      case API -> WireRequest.get(port, "/health");
      case AWS ->
          WireRequest.json(
                  port,
                  "POST",
                  "/",
                  "{\"Entries\": [{\"Source\": \"alive\","
                      + " \"DetailType\": \"alive\", \"Detail\": \"{}\"}]}")
              .with("X-Amz-Target", "AWSEvents.PutEvents");
      case SEARCH -> WireRequest.get(port, "/");
      case QUEUES -> AwsRequests.queues();
      case TABLES -> AwsRequests.tables();
    };
  }
}
