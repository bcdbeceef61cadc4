package dev.headwater.service.http;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.service.http.Api.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Serves an API to both kinds of callers that a function has: HTTP events and direct invokes. */
public final class RequestServer {
  private static final String REQUEST = "The request";

  private final Api api;

  public RequestServer(Api api) {
    this.api = api;
  }

  /**
   * Answers one request, whether it succeeds or fails.
   *
   * @param deadline after it, no command is started
   * @param faults receives faults that an operator has to correct
   * @throws IOException if the request cannot be read, or the answer cannot be written
   */
  public void serve(
      InputStream input, OutputStream output, Instant deadline, Consumer<ConfigurationFault> faults)
      throws IOException {
    output.write(Json.bytes(answer(input.readAllBytes(), deadline, faults)));
  }

  private ObjectNode answer(byte[] input, Instant deadline, Consumer<ConfigurationFault> faults) {
    String text;
    JsonNode event;
    try {
      text = Utf8.decode(input, REQUEST);
      event = Json.read(text, REQUEST);
    } catch (ProblemException e) {
      return ResponseJson.invoke(new Response.Failed(e.problem()));
    }
    return HttpRequest.isHttp(event)
        ? ResponseJson.http(respond(() -> api.http(new HttpRequest(event)), deadline, faults))
        : ResponseJson.invoke(
            respond(
                () -> {
                  Utf8.requireValid(text, REQUEST);
                  return api.invoke(event);
                },
                deadline,
                faults));
  }

  private static Response respond(
      Supplier<Call> request, Instant deadline, Consumer<ConfigurationFault> faults) {
    Resource resource = Resource.ANY;
    try {
      Call call = request.get();
      resource = call.resource();
      return call.answer().apply(deadline);
    } catch (RuntimeException e) {
      return new Response.Failed(new ExceptionMapper(resource).problem(e, faults));
    }
  }
}
