package dev.headwater.customers.http;

import dev.headwater.CommitTooLargeException;
import dev.headwater.TooManyConflictsException;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.HeadwaterException;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Serves the two kinds of requests that a function gets: HTTP events and direct invokes. */
public final class RequestServer {
  private static final Logger LOG = LoggerFactory.getLogger(RequestServer.class);
  private static final String REQUEST = "The request";
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final int LOGGED_FRAMES = 10;

  private final Api api;

  public RequestServer(Api api) {
    this.api = api;
  }

  /**
   * Answers one request. Every failure is an answer, too.
   *
   * @param deadline after it nothing more is begun
   * @param faults is told what an operator has to correct
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
      return invoke(new Response.Failed(e.problem()));
    }
    return HttpRequest.isHttp(event)
        ? http(guarded(() -> api.http(HttpRequest.of(event), deadline), faults))
        : invoke(
            guarded(
                () -> {
                  Utf8.decoded(text, REQUEST);
                  return api.invoke(event, deadline);
                },
                faults));
  }

  private static Response guarded(Supplier<Response> request, Consumer<ConfigurationFault> faults) {
    try {
      return request.get();
    } catch (ProblemException e) {
      return new Response.Failed(e.problem());
    } catch (CommitTooLargeException e) {
      return Response.failed(ProblemType.TOO_LARGE);
    } catch (UnpublishableTextException e) {
      return unpublishable(e);
    } catch (TooManyConflictsException e) {
      return unavailable("Too many commands for this customer at once: try again.");
    } catch (UnavailableException e) {
      ConfigurationFault fault = e.configurationFault();
      if (fault != null) {
        LOG.error("{}: {}", fault.describe(), e.getMessage());
        faults.accept(fault);
        return misconfigured(e.mayHaveTakenEffect());
      }
      LOG.warn(e.getMessage());
      return unavailable(afterFailure(e.mayHaveTakenEffect()));
    } catch (InterruptedWaitException e) {
      LOG.warn(e.getMessage());
      return unavailable(afterFailure(e.mayHaveTakenEffect()));
    } catch (UnreadableEventException e) {
      LOG.error("Internal fault: {}", e.getMessage());
      return new Response.Failed(
          Problem.of(
              ProblemType.INTERNAL_FAULT,
              "The events of this customer cannot be read: nothing has changed, and it is of"
                  + " no use to try again."));
    } catch (HeadwaterException e) {
      LOG.error("Internal fault: {}", e.getMessage());
      return Response.failed(ProblemType.INTERNAL_FAULT);
    } catch (RuntimeException e) {
      // Not the message: that of a foreign exception may hold somebody's data.
      LOG.error(
          "Internal fault: {} at {}",
          e.getClass().getName(),
          Arrays.stream(e.getStackTrace()).limit(LOGGED_FRAMES).toList());
      return Response.failed(ProblemType.INTERNAL_FAULT);
    }
  }

  /** Of a text that the fields' own rules let through: another try would be refused, too. */
  private static Response unpublishable(UnpublishableTextException refusal) {
    return new Response.Failed(
        Problem.of(
            ProblemType.INVALID_FIELDS,
            "A text of the command cannot be published: "
                + refusal.place()
                + " has the character "
                + refusal.character()
                + "."));
  }

  private static String afterFailure(boolean mayHaveTakenEffect) {
    return mayHaveTakenEffect
        ? "The command may have taken effect: repeat it with the same idempotency key;"
            + " without one, look at the customer first."
        : "Nothing has changed: try again.";
  }

  private static Response misconfigured(boolean mayHaveTakenEffect) {
    return new Response.Failed(
        Problem.of(
            ProblemType.MISCONFIGURED,
            "The service's operator has to correct its configuration first. "
                + (mayHaveTakenEffect
                    ? "The command may have taken effect: repeat it later with the same"
                        + " idempotency key; without one, look at the customer"
                        + " first."
                    : "Nothing has changed.")));
  }

  private static Response unavailable(String detail) {
    return new Response.Failed(Problem.of(ProblemType.UNAVAILABLE, detail));
  }

  private static ObjectNode http(Response response) {
    return switch (response) {
      case Response.Done(var status, var headers, var body) -> {
        ObjectNode all = Json.object(headers).put("content-type", "application/json");
        yield httpAnswer(status, all, body);
      }
      case Response.Failed(Problem problem) -> {
        ObjectNode headers = Json.object().put("content-type", "application/problem+json");
        if (problem.type() == ProblemType.UNAVAILABLE) {
          headers.put("retry-after", RETRY_AFTER_SECONDS);
        }
        if (problem.actualVersion() != null) {
          headers.put("etag", ETag.of(problem.actualVersion()));
        }
        yield httpAnswer(problem.type().status(), headers, problemDetails(problem));
      }
    };
  }

  private static ObjectNode httpAnswer(int status, ObjectNode headers, ObjectNode body) {
    ObjectNode answer = Json.object().put("statusCode", status);
    answer.set("headers", headers);
    return answer.put("body", Json.text(body)).put("isBase64Encoded", false);
  }

  /** As RFC 9457 has it. */
  private static ObjectNode problemDetails(Problem problem) {
    ObjectNode details =
        Json.object()
            .put("type", problem.type().uri())
            .put("title", problem.type().title())
            .put("status", problem.type().status())
            .put("detail", problem.detail());
    return withExtensions(details, problem);
  }

  private static ObjectNode invoke(Response response) {
    return switch (response) {
      case Response.Done(var status, var headers, var body) ->
          invokeAnswer(status == 201 ? 200 : status, body);
      case Response.Failed(Problem problem) ->
          invokeAnswer(
              problem.type().status(),
              withExtensions(
                  Json.object().put("error", problem.detail()).put("type", problem.type().uri()),
                  problem));
    };
  }

  private static ObjectNode invokeAnswer(int status, ObjectNode body) {
    return Json.object().put("statusCode", status).put("body", Json.text(body));
  }

  private static ObjectNode withExtensions(ObjectNode target, Problem problem) {
    if (!problem.fields().isEmpty()) {
      target.set("errors", Json.object(problem.fields()));
    }
    if (problem.actualVersion() != null) {
      target.put("actualVersion", problem.actualVersion());
    }
    return target;
  }
}
