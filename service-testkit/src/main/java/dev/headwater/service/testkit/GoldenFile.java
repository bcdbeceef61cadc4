package dev.headwater.service.testkit;

import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.Samples;
import dev.headwater.service.json.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notices changes that would make stored events unreadable. A golden file has a line for each form
 * that an event ever had, as {@link JsonEvents#describe} writes it, and below it, indented, one or
 * more samples:
 *
 * <pre>{@code
 * OrderPaid 1 {amount: number}
 *   {"amount": 19.9}
 * }</pre>
 *
 * <p>Lines are only ever added, since users have events in those forms.
 */
public final class GoldenFile {
  private static final Path WRITTEN = Path.of("target", "golden");

  private final Path file;
  private final JsonEvents<?> events;
  private final List<String> problems = new ArrayList<>();

  private GoldenFile(Path file, JsonEvents<?> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Checks that the file has today's form of each event, and that every sample can be read. Where a
   * line is missing, the complete file is written to {@code target/golden}, with a generated sample
   * to look at before it is copied.
   *
   * @param file need not exist yet
   * @throws AssertionError if a line or a sample is missing, a form has changed under its schema
   *     version other than by an optional component, or a sample cannot be read or, of a current
   *     version, is stored again in another way
   * @throws IllegalArgumentException if a line of the file is neither a form nor indented
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static void check(Path file, JsonEvents<?> events) {
    new GoldenFile(file, events).check();
  }

  private void check() {
    String text = Files.exists(file) ? read() : "";
    Map<StoredForm, List<String>> golden = golden(text);
    List<StoredForm> current = events.describe().stream().map(StoredForm::parse).toList();
    List<StoredForm> missing = current.stream().filter(form -> isMissing(form, golden)).toList();
    golden.forEach((form, samples) -> checkSamples(form, samples, current));
    if (!missing.isEmpty()) {
      write(text, missing);
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(file + ":\n- " + String.join("\n- ", problems));
    }
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private Map<StoredForm, List<String>> golden(String text) {
    Map<StoredForm, List<String>> golden = new LinkedHashMap<>();
    List<String> samples = new ArrayList<>();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      if (Character.isWhitespace(line.charAt(0))) {
        samples.add(line.strip());
      } else {
        samples = golden.computeIfAbsent(StoredForm.parse(line), form -> new ArrayList<>());
      }
    }
    return golden;
  }

  /** Whether the file lacks a form that it only has to be given. Others have changed. */
  private boolean isMissing(StoredForm form, Map<StoredForm, ?> golden) {
    List<StoredForm> sameVersion = golden.keySet().stream().filter(form::hasSameVersionAs).toList();
    if (sameVersion.isEmpty()) {
      return true;
    }
    StoredForm last = sameVersion.getLast();
    if (!form.canReplace(last)) {
      problems.add(
          "%s has changed to %s: stored events have the old form, so add .upcast(\"%s\", %s, …)"
              .formatted(last, form.fields(), form.eventType(), form.schemaVersion()));
      return false;
    }
    return !form.isSameAs(last);
  }

  private void checkSamples(StoredForm form, List<String> samples, List<StoredForm> current) {
    if (samples.isEmpty()) {
      problems.add(form + " has no sample: add one in the next line, indented");
    }
    boolean isCurrent = current.stream().anyMatch(form::hasSameVersionAs);
    for (String sample : samples) {
      checkSample(form, sample, isCurrent);
    }
  }

  private void checkSample(StoredForm form, String sample, boolean isCurrent) {
    try {
      ObjectNode json = Json.object(sample, "a sample");
      EncodedEvent stored =
          new EncodedEvent(form.eventType(), form.schemaVersion(), Samples.payload(json));
      EncodedEvent again = storedAgain(events, stored);
      if (isCurrent && !again.equals(stored)) {
        problems.add(
            "%s is stored again as %s: %s".formatted(form.name(), again.payload(), sample));
      }
    } catch (IllegalArgumentException e) {
      problems.add("%s cannot be read, %s: %s".formatted(form.name(), e.getMessage(), sample));
    }
  }

  private static <E> EncodedEvent storedAgain(JsonEvents<E> events, EncodedEvent stored) {
    return events.encode(events.decode(stored));
  }

  private void write(String text, List<StoredForm> missing) {
    StringBuilder complete = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      complete.append('\n');
    }
    for (StoredForm form : missing) {
      problems.add("There is no line for " + form);
      complete.append(form).append("\n  ").append(sample(form)).append('\n');
    }
    Path written = WRITTEN.resolve(file.getFileName());
    try {
      Files.createDirectories(WRITTEN);
      Files.writeString(written, complete);
    } catch (IOException e) {
      throw new UncheckedIOException(written + " cannot be written", e);
    }
    problems.add(written + " has the missing lines: look at its samples, and copy it");
  }

  private String sample(StoredForm form) {
    Shape shape = events.shapes().get(form.eventType());
    return Samples.of(Objects.requireNonNull(shape, "of a current form")).toString();
  }
}
