package dev.headwater.local.code;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.TemporaryFolder;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the code of each function from its {@code CodeUri} or {@code Code}. Functions with the same
 * one, or with the same files in different ones, share a loader.
 */
public final class TemplateCodes implements Codes {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateCodes.class);

  /** Replaced builds that calls in progress may still use. */
  private static final int RETIRED = 2;

  private final Path template;
  private final @Nullable TemporaryFolder copies;
  private final Map<CodeFiles, Loaded> loaded = new LinkedHashMap<>();
  private final Deque<Loaded> retired = new ArrayDeque<>();

  /**
   * @param from the files that the code was loaded from: those of the template, or a copy
   */
  private record Loaded(CodeFiles from, Code code, CodeLoader loader) {}

  private TemplateCodes(Path template, @Nullable TemporaryFolder copies) {
    this.template = template.toAbsolutePath().normalize();
    this.copies = copies;
  }

  /**
   * Loads code where it is.
   *
   * @param template relative paths begin at its folder
   */
  public static TemplateCodes of(Path template) {
    return new TemplateCodes(template, null);
  }

  /**
   * Loads copies of the code, so that a build may replace it while calls are in progress.
   *
   * @param template relative paths begin at its folder
   * @throws LocalCloudException when there is no place for copies
   */
  public static TemplateCodes ofCopies(Path template) {
    return new TemplateCodes(template, TemporaryFolder.create());
  }

  @Override
  public synchronized Code of(FunctionDeclaration function) {
    CodeFiles files = files(function);
    Loaded known = loaded.get(files);
    if (known != null) {
      return known.code();
    }
    try {
      String problem = files.problem();
      if (!problem.isEmpty()) {
        throw refused(function, "its CodeUri, " + files.place() + ", " + problem, null);
      }
      Loaded same = same(files);
      Loaded found = same == null ? load(shown(function), files) : same;
      loaded.put(files, found);
      return found.code();
    } catch (IOException e) {
      throw refused(function, "its CodeUri, " + files.place() + ", cannot be read", e);
    }
  }

  /** Where a function's code is. */
  CodeFiles files(FunctionDeclaration function) {
    return new CodeFiles(template.resolveSibling(shown(function)).normalize());
  }

  private static String shown(FunctionDeclaration function) {
    String uri = function.codeUri();
    if (uri == null) {
      throw refused(
          function, "it has no CodeUri (or Code): name the folder with its classes", null);
    }
    return uri;
  }

  private @Nullable Loaded same(CodeFiles files) throws IOException {
    for (Loaded other : loaded.values()) {
      if (files.sameAs(other.from())) {
        return other;
      }
    }
    return null;
  }

  private Loaded load(String shown, CodeFiles files) throws IOException {
    CodeFiles from = copies == null ? files : files.copiedTo(copies.next());
    List<Path> classPath = from.classPath();
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(entry.toUri().toURL());
    }
    var loader = new CodeLoader(urls);
    return new Loaded(from, new Code(shown, from.folder(), classPath, loader), loader);
  }

  /** Loads these files again when a function needs them next. */
  synchronized void forget(CodeFiles files) {
    Loaded replaced = loaded.remove(files);
    if (replaced == null || loaded.containsValue(replaced)) {
      return;
    }
    retired.add(replaced);
    if (retired.size() > RETIRED) {
      Loaded unused = retired.remove();
      close(unused.loader());
      if (copies != null) {
        TemporaryFolder.delete(unused.from().place());
      }
    }
  }

  private static LocalCloudException refused(
      FunctionDeclaration function, String reason, @Nullable IOException cause) {
    return new LocalCloudException(
        "Function " + function.functionName() + " cannot run locally: " + reason + ".", cause);
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(last -> close(last.loader()));
    retired.forEach(last -> close(last.loader()));
    if (copies != null) {
      copies.close();
    }
  }

  private static void close(CodeLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("Could not close the jars of functions", RedactedException.of(e));
    }
  }
}
