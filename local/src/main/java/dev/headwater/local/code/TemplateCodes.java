package dev.headwater.local.code;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the code of each function from its {@code CodeUri}. Functions with the same one, or with
 * the same files in different ones, share a loader.
 */
public final class TemplateCodes implements Codes {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateCodes.class);

  private final Path template;
  private final Map<CodeFiles, Code> loaded = new LinkedHashMap<>();
  private final List<CodeLoader> loaders = new ArrayList<>();

  /**
   * @param template relative paths begin at its folder
   */
  public TemplateCodes(Path template) {
    this.template = template.toAbsolutePath().normalize();
  }

  @Override
  public synchronized Code of(FunctionDeclaration function) {
    String uri = function.codeUri();
    if (uri == null) {
      throw refused(function, "it has no CodeUri: name the folder with its classes", null);
    }
    var files = new CodeFiles(template.resolveSibling(uri).normalize());
    try {
      String problem = files.problem();
      if (!problem.isEmpty()) {
        throw refused(function, "its CodeUri, " + files.place() + ", " + problem, null);
      }
      Code same = same(files);
      Code code = same == null ? load(uri, files) : same;
      loaded.put(files, code);
      return code;
    } catch (IOException e) {
      throw refused(function, "its CodeUri, " + files.place() + ", cannot be read", e);
    }
  }

  private @Nullable Code same(CodeFiles files) throws IOException {
    Code known = loaded.get(files);
    for (var other : loaded.entrySet()) {
      if (known == null && files.sameAs(other.getKey())) {
        known = other.getValue();
      }
    }
    return known;
  }

  private Code load(String uri, CodeFiles files) throws IOException {
    List<Path> classPath = files.classPath();
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(entry.toUri().toURL());
    }
    var loader = new CodeLoader(urls);
    loaders.add(loader);
    return new Code(uri, files.folder(), classPath, loader);
  }

  private static LocalCloudException refused(
      FunctionDeclaration function, String reason, @Nullable IOException cause) {
    return new LocalCloudException(
        "Function " + function.functionName() + " cannot run locally: " + reason + ".", cause);
  }

  @Override
  public synchronized void close() {
    for (CodeLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        LOG.warn("Could not close the jars of functions", RedactedException.of(e));
      }
    }
  }
}
