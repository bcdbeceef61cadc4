package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The message of a foreign exception may quote a request, and so personal data. Code that catches
 * one passes on only what {@code RedactedException} keeps.
 */
class ForeignExceptionsTest {
  /** Exceptions with our own messages, which quote nothing. */
  private static final Set<String> OURS =
      Set.of(
          "HeadwaterException",
          "UnavailableException",
          "InterruptedWaitException",
          "UnreadableEventException",
          "UnfoldableStreamException",
          "CommitTooLargeException",
          "TooManyConflictsException",
          "LocalCloudException",
          "CommandException",
          "BackupException",
          "CallFailedException",
          "OperationException",
          "GoneException",
          "NoReplyException",
          "ProblemException",
          "SearchException",
          "TemplateException",
          "InvalidQueryException",
          "InterruptedException");

  /** They keep only what may be shown of a cause. */
  private static final Set<String> REDACTING =
      Set.of(
          "UnavailableException",
          "UnreadableEventException",
          "UnfoldableStreamException",
          "LocalCloudException",
          "CommandException",
          "BackupException");

  /** Their exceptions leave no handler, or never come. */
  private static final Set<String> HARMLESS =
      Set.of(
          "AssertionError", // every Java platform has the algorithm
          "UncheckedIOException", // of a connection; CallHandler, which answers for it, redacts it
          "BatchItem.Failed<>", // for the caller, who gave the command
          "CommandLine.ExecutionException"); // Main explains it

  /** Modules whose code runs where personal data are. */
  private static final Set<String> MODULES =
      Set.of(
          "core",
          "dynamodb",
          "eventbridge",
          "opensearch",
          "service",
          "template-check",
          "customers",
          "local",
          "cli");

  /** Files that may, each for its reason. */
  private static final Set<String> EXEMPT =
      Set.of(
          // They say at start what is wrong with the template, when there are no data yet.
          "TemplateYaml.java",
          "HandlerClass.java",
          "FunctionRuntime.java",
          // As Lambda does, it answers the caller with what a handler threw.
          "LocalFunction.java",
          // The words are those of the checks of tables and of NameablePath, and so our own.
          "OperationException.java",
          "Probe.java",
          "UserDataFolder.java");

  private final CaughtExceptions caught =
      new CaughtExceptions(
          OURS, Stream.concat(REDACTING.stream(), HARMLESS.stream()).collect(Collectors.toSet()));

  @TempDir Path folder;

  @Test
  void no_code_passes_on_what_a_foreign_exception_says() {
    List<Path> sources =
        Repository.files(".java").stream()
            .filter(file -> !Repository.isTest(file))
            .filter(file -> MODULES.contains(file.getName(0).toString()))
            .filter(file -> !EXEMPT.contains(String.valueOf(file.getFileName())))
            .toList();
    assertThat(sources).hasSizeGreaterThan(300);
    assertThat(caught.leaks(sources)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOG.warn(\"failed\", e)",
        "LOG.warn(\"{} failed: {}\", 1, e)",
        "say(e.getMessage())",
        "say(e.toString())",
        "say(String.valueOf(e))",
        "say(String.format(\"failed: %s\", e))",
        "say(\"failed: %s\".formatted(e))",
        "say(e.getCause().getMessage())",
        "LOG.atWarn().setCause(e).log(\"failed\")",
        "LOG.atWarn().addArgument(e).log(\"failed: {}\")",
        "say(\"failed: \" + e)",
        "e.printStackTrace()",
        "throw new IllegalStateException(\"failed\", e)",
        "throw new IllegalStateException(\"failed\", e.getCause())",
        "again(new Failed(e))"
      })
  void a_relapse_is_found(String statement) throws IOException {
    assertThat(leaks("SdkException | LocalCloudException", statement)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOG.warn(\"failed\", RedactedException.of(e))",
        "say(RedactedException.describe(e))",
        "say(e.getClass().getName())",
        "throw new UnavailableException(\"failed\", false, e)",
        "throw e"
      })
  void what_is_redacted_passes(String statement) throws IOException {
    assertThat(leaks("SdkException", statement)).isEmpty();
  }

  @Test
  void our_own_words_pass() throws IOException {
    assertThat(leaks("UnavailableException", "LOG.warn(e.getMessage())")).isEmpty();
  }

  private List<CaughtExceptions.Leak> leaks(String type, String statement) throws IOException {
    Path file = folder.resolve("Example.java");
    Files.writeString(
        file,
        """
        class Example {
            void run() {
                try {
                    call();
                } catch (%s e) {
                    %s;
                }
            }
        }
        """
            .formatted(type, statement));
    return caught.leaks(List.of(file));
  }
}
