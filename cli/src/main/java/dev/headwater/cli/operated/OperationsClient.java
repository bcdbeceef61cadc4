package dev.headwater.cli.operated;

import dev.headwater.service.facts.ServiceFacts;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service's operations function: JSON in and out. */
public record OperationsClient(LambdaClient lambda, String function) implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** In a row; a function that always fails shows after a few seconds. */
  private static final int MAX_FAILURES = 4;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_FAULT = 500;

  /**
   * Calls the function once.
   *
   * @return its answer, which may be a refusal
   */
  public ObjectNode call(ObjectNode request) {
    return call(request, OperatedService.ANSWER_TIMEOUT);
  }

  /** Calls the function once, and waits no longer than this for its answer. */
  public ObjectNode call(ObjectNode request, Duration timeout) {
    InvokeResponse response;
    try {
      response =
          lambda.invoke(
              invoke ->
                  invoke
                      .functionName(function)
                      .payload(SdkBytes.fromUtf8String(request.toString()))
                      .overrideConfiguration(override -> override.apiCallTimeout(timeout)));
    } catch (ResourceNotFoundException e) {
      throw new CallFailedException(
          "There is no function "
              + function
              + " in this account and Region: check the name, or deploy the service with an"
              + " operations function ('headwater check' names the YAML).",
          false,
          null);
    } catch (SdkException e) {
      throw failed(e);
    }
    JsonNode answer = read(response.payload());
    if (response.functionError() != null) {
      throw new CallFailedException(
          "The function "
              + function
              + " failed: "
              + answer.path("errorMessage").asString("no reason given")
              + ". Its log says more.",
          true,
          null);
    }
    return answered(answer, function);
  }

  /**
   * Makes a call, and repeats it after a failure that may pass. Receiving a request twice does no
   * harm.
   *
   * @return its answer, which may be a refusal
   */
  public ObjectNode callAgain(ObjectNode request, Console console) {
    return callAgain(request, OperatedService.ANSWER_TIMEOUT, console);
  }

  /** The same, and waits no longer than this for each answer. */
  public ObjectNode callAgain(ObjectNode request, Duration timeout, Console console) {
    for (int failures = 1; ; failures++) {
      String reason;
      try {
        ObjectNode answer = call(request, timeout);
        JsonNode error = answer.path("error");
        if (!error.path("retry").asBoolean(false) || failures == MAX_FAILURES) {
          return answer;
        }
        reason = error.path("message").asString() + ".";
      } catch (CallFailedException e) {
        if (!e.mayPass() || failures == MAX_FAILURES) {
          throw e;
        }
        reason = String.valueOf(e.getMessage());
      }
      console.errors().println(reason + " Trying again.");
      console.errors().flush();
      console.sleeper().sleep(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
    }
  }

  private static ObjectNode answered(JsonNode answer, String function) {
    if (answer instanceof ObjectNode object && object.has("headwater")) {
      return object;
    }
    throw new CommandException(
        "The function " + function + " is not an operations function of Headwater.", null);
  }

  /**
   * An answer that is no refusal.
   *
   * @throws CommandException if it is one
   */
  public static ObjectNode done(JsonNode answer, String function) {
    return done(answer, function, LongOperation.Exchange.OF_POSITIONS.toContinue());
  }

  /**
   * The same for an operation that is continued in another way.
   *
   * @param toContinue what to do if the service is unavailable
   */
  public static ObjectNode done(JsonNode answer, String function, String toContinue) {
    ObjectNode object = answered(answer, function);
    JsonNode error = object.path("error");
    if (error.isMissingNode()) {
      return object;
    }
    String resume =
        error.path("kind").asString("").equals("unavailable")
            ? " What was done until then stays; " + toContinue + "."
            : "";
    String theirs = object.path("headwater").asString("");
    String versions =
        error.path("kind").asString("").equals("invalid-request")
                && !theirs.equals(BuildVersion.number())
            ? " (The service has Headwater "
                + theirs
                + ", this command "
                + BuildVersion.number()
                + ".)"
            : "";
    throw new CommandException(
        error.path("message").asString("The service refused") + "." + resume + versions, null);
  }

  /** The answer to {@code describe}. */
  public ObjectNode describe(Console console) {
    return done(callAgain(JSON.createObjectNode().put("operation", "describe"), console), function);
  }

  /**
   * Reads what {@link #describe} has in {@code result}.
   *
   * @throws CommandException if this version cannot
   */
  public ServiceFacts facts(JsonNode result) {
    try {
      return ServiceFacts.read(result);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "The answer of "
              + function
              + " cannot be read: use a headwater command of the service's version.",
          e);
    }
  }

  private CallFailedException failed(SdkException failure) {
    if (failure instanceof SdkServiceException answer) {
      int status = answer.statusCode();
      return status == FORBIDDEN
          ? new CallFailedException(
              "You need the permission lambda:InvokeFunction for the function "
                  + function
                  + ", and valid credentials.",
              false,
              failure)
          : new CallFailedException(
              "Cannot call the function " + function + ".",
              status >= SERVER_FAULT || status == TOO_MANY_REQUESTS,
              failure);
    }
    return new CallFailedException(
        "Cannot call the function "
            + function
            + ". Check the credentials, the Region and the network.",
        failure.getCause() instanceof IOException,
        failure);
  }

  private static JsonNode read(SdkBytes payload) {
    try {
      return JSON.readTree(payload.asByteArray());
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    lambda.close();
  }
}
