package dev.headwater.service.functions.internal.priming;

import dev.headwater.host.RedactedException;
import dev.headwater.service.Aggregate;
import dev.headwater.service.CommandDescription;
import dev.headwater.service.QueryDescription;
import dev.headwater.service.Route;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.ViewRequest;
import dev.headwater.service.functions.internal.priming.SampleStream.Folded;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for each command and each query of a service: over HTTP, or by direct invoke if it has
 * no route.
 */
public final class RequestSamples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Patterns to search by; those that a search refuses cost it nothing but the refusal. */
  private static final List<String> PATTERNS = List.of("sample*", "*", "sample@example.com", "1*");

  private final List<Sample> samples = new ArrayList<>();
  private final Consumer<String> leftOut;

  private RequestSamples(Consumer<String> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * The commands. Those that create their stream come first.
   *
   * @param leftOut receives what could not be sampled
   */
  public static List<Sample> ofCommands(Service service, Consumer<String> leftOut) {
    var commands = new RequestSamples(leftOut);
    for (boolean creating : List.of(true, false)) {
      for (Aggregate<?, ?, ?, ?> aggregate : service.aggregates()) {
        commands.unlessRefused(aggregate.noun(), () -> commands.add(aggregate, creating));
      }
    }
    return commands.samples;
  }

  private void unlessRefused(String about, Runnable adding) {
    try {
      adding.run();
    } catch (IllegalArgumentException e) {
      leftOut.accept(about + " (" + RedactedException.reason(e) + ')');
    }
  }

  private <C> void add(Aggregate<C, ?, ?, ?> aggregate, boolean creating) {
    for (CommandDescription<C> command : aggregate.commands()) {
      if (command.creates() == creating) {
        List<Component> components = command.form().fields();
        ObjectNode fields = creating ? Samples.of(components) : Samples.otherOf(components);
        fields.put(aggregate.idField(), SampleStream.id(aggregate));
        ObjectNode envelope = JSON.objectNode().put("commandType", command.name());
        envelope.set("payload", fields);
        add(command.route(), aggregate.idField(), fields, envelope);
      }
    }
  }

  /**
   * The queries.
   *
   * @param leftOut receives what could not be sampled
   */
  public static List<Sample> ofQueries(
      Service service, Settings settings, Consumer<String> leftOut) {
    var queries = new RequestSamples(leftOut);
    for (View<?, ?> view : service.queriedViews(settings)) {
      queries.unlessRefused(view.name(), () -> queries.add(view));
    }
    for (Aggregate<?, ?, ?, ?> aggregate : service.aggregates()) {
      queries.unlessRefused(aggregate.noun(), () -> queries.addHistory(aggregate));
    }
    service.queries().forEach(queries::add);
    return queries.samples;
  }

  private void addHistory(Aggregate<?, ?, ?, ?> aggregate) {
    if (aggregate.history() != null) {
      add(aggregate.history(), aggregate.idField(), id(aggregate), JSON.objectNode());
    }
  }

  private <V, E> void add(View<V, E> view) {
    List<Folded<V>> folded = new SampleStream<>(view.aggregate()).foldedBy(view, leftOut);
    V shown = folded.isEmpty() ? null : folded.getFirst().view().view();
    for (ViewRequest request : view.requests()) {
      ObjectNode fields =
          switch (request) {
            case ViewRequest.LookUp lookUp -> id(view.aggregate());
            case ViewRequest.Listing listing when listing.fixed() != null -> JSON.objectNode();
            case ViewRequest.Listing listing ->
                JSON.objectNode().put(listing.key(), text(view, shown, listing.key()));
            case ViewRequest.Searching searching ->
                JSON.objectNode()
                    .put(
                        searching.field(),
                        pattern(view.patternOf(searching.component()).normaliser()));
            case ViewRequest.Counting counting -> JSON.objectNode();
          };
      String queryType = request.queryType();
      ObjectNode invoke = JSON.objectNode().put("queryType", queryType).setAll(fields);
      add(request.route(), view.aggregate().idField(), fields, invoke);
    }
  }

  private void add(QueryDescription<?, ?> query) {
    ObjectNode fields =
        Samples.of(query.form().components().stream().filter(RequestSamples::fits).toList());
    add(query.route(), null, fields, JSON.objectNode());
  }

  /** A path and a query string hold single values. */
  private static boolean fits(Component component) {
    return component.shape().kind().isScalar();
  }

  private static ObjectNode id(Aggregate<?, ?, ?, ?> aggregate) {
    return JSON.objectNode().put(aggregate.idField(), SampleStream.id(aggregate));
  }

  /** The value that the sample's view has, or any. */
  private static <V> String text(View<V, ?> view, @Nullable V shown, String component) {
    String text = shown == null ? null : view.text(shown, component);
    return text == null ? Samples.of(view.type().component(component)).asString() : text;
  }

  private static String pattern(UnaryOperator<String> normaliser) {
    return PATTERNS.stream()
        .filter(pattern -> accepts(normaliser, pattern))
        .findFirst()
        .orElse(PATTERNS.getFirst());
  }

  private static boolean accepts(UnaryOperator<String> normaliser, String pattern) {
    try {
      return !normaliser.apply(pattern).isEmpty();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private void add(
      @Nullable Route route, @Nullable String idField, ObjectNode fields, ObjectNode invoke) {
    samples.add(
        route == null
            ? new Sample(
                invoke.path("commandType").asString(invoke.path("queryType").asString("")),
                invoke.toString())
            : new HttpSample(route, fields, idField).sample());
  }
}
