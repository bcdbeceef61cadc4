package dev.headwater.local;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.ground.LocalClients;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import tools.jackson.databind.json.JsonMapper;

/** The functions of {@code events.yaml}: one forwards an event, the other fails on it. */
public final class EventHandlers {
  private EventHandlers() {}

  /** Puts the event's detail on the bus again, from another source. */
  public static final class Forward implements RequestStreamHandler {
    private final Map<String, String> environment;

    public Forward(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      URI bus = URI.create(requireNonNull(environment.get("AWS_ENDPOINT_URL_EVENTBRIDGE")));
      var entry =
          PutEventsRequestEntry.builder()
              .source(environment.get("BUS_SOURCE"))
              .detailType("Counted")
              .detail(JsonMapper.shared().readTree(input).path("detail").toString())
              .build();
      try (EventBridgeClient events =
          LocalClients.configured(EventBridgeClient.builder(), bus).build()) {
        events.putEvents(put -> put.entries(entry));
      }
    }
  }

  /** Throws. */
  public static final class Fail implements RequestStreamHandler {
    public Fail(Map<String, String> environment) {
      requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      throw new IllegalStateException("cannot handle this");
    }
  }
}
