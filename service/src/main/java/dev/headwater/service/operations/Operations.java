package dev.headwater.service.operations;

import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.HeadwaterException;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.Service;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.http.Json;
import dev.headwater.service.json.Form;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.OperationException.Kind;
import dev.headwater.service.operations.internal.SlicedOperation;
import dev.headwater.service.operations.internal.letters.LetterOperation;
import dev.headwater.service.operations.internal.letters.LettersRequest;
import dev.headwater.service.status.StatusCheck;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators do with a service, as JSON in and out.
 *
 * <p>A request names an {@code operation} with {@code arguments}. An operation that takes long does
 * a part of it in each call: its answer says from where the next call goes on, how far it is, and
 * what it has found. Refusals are answers, too: {@code error}, with a {@code kind} and a {@code
 * message} for people. Fields that a caller does not know come from a later version, and can be
 * ignored.
 *
 * <p>Answers hold no personal data unless they say so in {@code personalData}.
 */
public final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final Form<VerifyRequest> VERIFY_FORM = Form.of(VerifyRequest.class);
  private static final Form<ClaimsRequest> CLAIMS_FORM = Form.of(ClaimsRequest.class);
  private static final Form<RebuildRequest> REBUILD_FORM = Form.of(RebuildRequest.class);
  private static final Form<ExportRequest> EXPORT_FORM = Form.of(ExportRequest.class);
  private static final Form<ImportRequest> IMPORT_FORM = Form.of(ImportRequest.class);
  private static final Form<LettersRequest> LETTERS_FORM = Form.of(LettersRequest.class);
  private static final Form<RepublishRequest> REPUBLISH_FORM = Form.of(RepublishRequest.class);
  private static final int LOGGED_FRAMES = 10;
  private static final String DESCRIBE = "describe";
  private static final String STATUS = "status";
  private static final String VERIFY = "verify";
  private static final String REBUILD = "rebuild";
  private static final String CLAIMS = "claims";
  private static final String EXPORT = "export";
  private static final String IMPORT = "import";
  private static final String DEAD_LETTERS = "dead-letters";
  private static final String REPUBLISH = "republish";
  private static final List<String> LONG =
      List.of(VERIFY, REBUILD, CLAIMS, DEAD_LETTERS, REPUBLISH, EXPORT, IMPORT);
  private static final List<String> NAMES =
      Stream.concat(Stream.of(DESCRIBE, STATUS), LONG.stream()).toList();

  private final Service service;
  private final OperationStores stores;

  public Operations(Service service, OperationStores stores) {
    this.service = service;
    this.stores = stores;
  }

  /**
   * Answers one call.
   *
   * @param deadline of the call; operations that are run in parts keep a reserve before it
   * @param faults receives faults that an operator has to correct
   */
  public byte[] answer(byte[] input, Instant deadline, Consumer<ConfigurationFault> faults) {
    ObjectNode answer = Json.object();
    answer.put("headwater", version()).put("service", service.name());
    try {
      run(OperationRequest.read(input), deadline, answer);
    } catch (OperationException e) {
      refuse(answer, e.kind(), String.valueOf(e.getMessage()));
    } catch (UnavailableException e) {
      LOG.warn(e.getMessage());
      if (e.configurationFault() != null) {
        faults.accept(e.configurationFault());
      }
      refuse(answer, Kind.UNAVAILABLE, String.valueOf(e.getMessage())).put("retry", e.mayPass());
    } catch (HeadwaterException e) {
      LOG.error("Internal fault: {}", e.getMessage());
      refuse(answer, Kind.INTERNAL_FAULT, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // its message may quote personal data
      LOG.error(
          "Internal fault: {} at {}",
          e.getClass().getName(),
          Arrays.stream(e.getStackTrace()).limit(LOGGED_FRAMES).toList());
      refuse(
          answer,
          Kind.INTERNAL_FAULT,
          "The service failed with a " + e.getClass().getName() + "; its log says where");
    }
    return Json.bytes(answer);
  }

  private void run(OperationRequest request, Instant deadline, ObjectNode answer) {
    String name = request.operation();
    if (!NAMES.contains(name)) {
      throw OperationException.invalid(
          "The service's Headwater "
              + version()
              + " does not know this operation; it knows "
              + NAMES);
    }
    if (name.equals(DESCRIBE)) {
      answer.set("result", facts().json());
      return;
    }
    if (name.equals(STATUS)) {
      answer.set("result", StatusCheck.run(stores.status(), LONG, stores.host()).json());
      return;
    }
    if (!request.upload().isEmpty() && !name.equals(IMPORT)) {
      throw OperationException.invalid("Only " + IMPORT + " takes commits");
    }
    if (request.run().isEmpty()) {
      throw OperationException.invalid("run is missing: give each run an id of its own");
    }
    OperationsTable table = OperationException.configured(stores::operations);
    if (request.stop()) {
      table.release(name, request.run());
    } else if (request.end()) {
      table.end(name, request.run());
    } else {
      answer.put("noun", noun());
      OperationException.configured(() -> sliced(request, answer)).run(deadline);
    }
  }

  private SlicedRun sliced(OperationRequest request, ObjectNode answer) {
    return new SlicedRun(request, operation(request, answer), deployed(), stores, answer);
  }

  private ServiceFacts facts() {
    return OperationException.configured(() -> ServiceFacts.of(service, stores.settings()));
  }

  /** Changes with everything that a position may depend on. */
  private String deployed() {
    return Fingerprint.of(version() + facts().json() + stores.hasSearch());
  }

  private SlicedOperation operation(OperationRequest request, ObjectNode answer) {
    return switch (request.operation()) {
      case CLAIMS -> new ClaimVerification(stores, request.arguments(CLAIMS_FORM));
      case REBUILD -> new Rebuilding(service, stores, request.arguments(REBUILD_FORM));
      case EXPORT -> new Exporting(service, stores, request.arguments(EXPORT_FORM));
      case IMPORT -> Importing.of(stores, request, request.arguments(IMPORT_FORM));
      case REPUBLISH -> new Republishing(service, stores, request.arguments(REPUBLISH_FORM));
      case DEAD_LETTERS -> letters(request, answer);
      default -> verification(request, answer);
    };
  }

  private SlicedOperation letters(OperationRequest request, ObjectNode answer) {
    LettersRequest letters = request.arguments(LETTERS_FORM);
    if (letters.showsValues()) {
      answer.put("personalData", true);
    }
    return new LetterOperation(
        stores.deadLetters(),
        stores.letterArchive(),
        stores.host(),
        letters.stream() == null
            ? letters
            : letters.withStream(StreamNames.read(service, letters.stream()).toString()),
        new LetterOperation.Caller(request.run(), request.by()));
  }

  private SlicedOperation verification(OperationRequest request, ObjectNode answer) {
    VerifyRequest verify = request.arguments(VERIFY_FORM);
    if (verify.shown().isPersonal()) {
      answer.put("personalData", true);
    }
    return new ViewVerification(service, stores, verify);
  }

  /** What the service's streams are, if they are all of one kind. */
  private String noun() {
    return service.aggregates().size() == 1 ? service.aggregates().getFirst().noun() : "stream";
  }

  private static ObjectNode refuse(ObjectNode answer, Kind kind, String message) {
    return answer
        .putObject("error")
        .put("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("message", message);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Operations.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }
}
