package dev.headwater.local.code;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.TemporaryFolder;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the code of each function from its {@code CodeUri} or {@code Code}. Functions with the same
 * one, or with the same files in different ones, share a loader. What is loaded is a copy, so that
 * a build may replace the files meanwhile.
 */
public final class TemplateCode implements CodeSource {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateCode.class);

  /** No call that began on replaced code can take longer: functions time out in 15 minutes. */
  private static final Duration LONGEST_USE = Duration.ofMinutes(16);

  private final Path template;
  private final TemporaryFolder copies = TemporaryFolder.create();
  private final Map<CodeFiles, Loaded> loaded = new LinkedHashMap<>();
  private final Deque<Replaced> replaced = new ArrayDeque<>();
  private boolean closed;

  private record Loaded(CodeFiles copy, Code code, CodeLoader loader) {}

  private record Replaced(Loaded code, long sinceNanos) {}

  /**
   * @param template relative paths begin at its folder
   * @throws LocalCloudException when there is no place for copies
   */
  public TemplateCode(Path template) {
    this.template = template.toAbsolutePath().normalize();
  }

  @Override
  public synchronized Code of(FunctionDeclaration function) {
    CodeFiles files = files(function);
    Loaded known = loaded.get(files);
    if (known == null) {
      known = load(function, files);
      loaded.put(files, known);
    }
    return known.code();
  }

  /** Where a function's code is. */
  CodeFiles files(FunctionDeclaration function) {
    return new CodeFiles(template.resolveSibling(shown(function)).normalize());
  }

  /**
   * Loads the files of a function again. They are in use only if the consumer accepts them; if it
   * throws, the present code stays.
   */
  synchronized void replace(FunctionDeclaration function, Consumer<Code> use) {
    CodeFiles files = files(function);
    Loaded next = load(function, files);
    try {
      use.accept(next.code());
    } catch (RuntimeException refused) {
      discardUnlessUsed(next);
      throw refused;
    }
    Loaded before = loaded.put(files, next);
    if (before != null && !loaded.containsValue(before)) {
      replaced.add(new Replaced(before, System.nanoTime()));
    }
    discardReplaced(LONGEST_USE);
  }

  /** Discards code that was replaced at least this long ago. */
  synchronized void discardReplaced(Duration since) {
    long now = System.nanoTime();
    while (!replaced.isEmpty() && now - replaced.getFirst().sinceNanos() >= since.toNanos()) {
      discardUnlessUsed(replaced.removeFirst().code());
    }
  }

  private Loaded load(FunctionDeclaration function, CodeFiles files) {
    if (closed) {
      throw refused(function, "the local cloud is stopping", null);
    }
    try {
      String problem = files.problem();
      if (!problem.isEmpty()) {
        throw refused(function, "its code, " + files.place() + ", " + problem, null);
      }
      Path folder = copies.next();
      try {
        return load(shown(function), files.copiedTo(folder));
      } catch (IOException e) {
        TemporaryFolder.delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw refused(function, "its code, " + files.place() + ", cannot be read or copied", e);
    }
  }

  private Loaded load(String shown, CodeFiles copy) throws IOException {
    for (Loaded other : loaded.values()) {
      if (copy.sameAs(other.copy())) {
        TemporaryFolder.delete(copy.place());
        return other;
      }
    }
    List<Path> classPath = copy.classPath();
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(entry.toUri().toURL());
    }
    var loader = new CodeLoader(urls);
    return new Loaded(copy, new Code(shown, copy.place(), classPath, loader), loader);
  }

  private static String shown(FunctionDeclaration function) {
    String uri = function.codeUri();
    if (uri == null) {
      throw refused(
          function, "it has no CodeUri (or Code): name the folder with its classes", null);
    }
    return uri;
  }

  private static LocalCloudException refused(
      FunctionDeclaration function, String reason, @Nullable IOException cause) {
    return new LocalCloudException(
        "Function " + function.functionName() + " cannot run locally: " + reason + ".", cause);
  }

  private void discardUnlessUsed(Loaded code) {
    if (!loaded.containsValue(code)) {
      close(code.loader());
      TemporaryFolder.delete(code.copy().place());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    loaded.values().forEach(last -> close(last.loader()));
    replaced.forEach(last -> close(last.code().loader()));
    copies.close();
  }

  private static void close(CodeLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("Could not close the jars of functions", RedactedException.of(e));
    }
  }
}
