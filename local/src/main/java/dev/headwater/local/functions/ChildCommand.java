package dev.headwater.local.functions;

import static java.util.stream.Collectors.joining;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.headwater.local.code.Code;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The command that starts a child JVM, and its environment, as close to Lambda's as a machine
 * allows.
 *
 * @param environment of the template and the local cloud
 */
record ChildCommand(FunctionDeclaration function, Code code, Map<String, String> environment) {
  /** The first Java version with {@code --sun-misc-unsafe-memory-access}. */
  private static final int UNSAFE_OPTION = 23;

  private static final int KILOBYTES = 1024;
  private static final int HEAP_PERCENT = 85;

  /** AWS's runtime interface client and what it needs. */
  private static final List<Class<?>> CLIENT =
      List.of(
          AWSLambda.class, LambdaRuntime.class, PojoSerializer.class, SdkInternalThreadLocal.class);

  /**
   * The process that runs the function.
   *
   * @param runtimeApi its address
   * @param main the folder with {@link ChildMain}
   * @param temporary the folder for its temporary files
   */
  ProcessBuilder processBuilder(String runtimeApi, Path main, Path temporary) {
    var builder = new ProcessBuilder(command(main, temporary));
    builder.directory(code.folder().toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment(runtimeApi, temporary));
    return builder;
  }

  /** The options of Lambda's Java runtimes, as its processes show them. */
  private List<String> command(Path main, Path temporary) {
    int heap = function.memoryMegabytes() * KILOBYTES * HEAP_PERCENT / 100;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:MaxHeapSize=" + heap + "k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ErrorFileToStderr",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.io.tmpdir=" + temporary,
            "-Duser.language=en",
            "-Duser.country=US"));
    if (Runtime.version().feature() >= UNSAFE_OPTION) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", classPath(main), ChildMain.class.getName(), function.handler()));
    return command;
  }

  private String classPath(Path main) {
    return Stream.of(
            Stream.of(main), CLIENT.stream().map(ChildCommand::source), code.classPath().stream())
        .flatMap(paths -> paths)
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  private static Path source(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The template may change what Lambda lets it change. */
  private Map<String, String> environment(String runtimeApi, Path temporary) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    all.put("LANG", "en_US.UTF-8");
    all.put("TZ", ":UTC");
    all.put("HOME", temporary.toString());
    all.put("TMPDIR", temporary.toString());
    putFileNameLocale(all);
    all.putAll(environment);
    all.remove("AWS_LAMBDA_MAX_CONCURRENCY"); // an instance serves one call at a time
    all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    all.put("_HANDLER", function.handler());
    all.put("LAMBDA_TASK_ROOT", code.folder().toString());
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", InvocationContext.logGroup(function));
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", InvocationContext.LOG_STREAM);
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + function.javaVersion());
    return all;
  }

  /** Java encodes the names of files as this machine's locale does, which may not be Lambda's. */
  private static void putFileNameLocale(Map<String, String> all) {
    Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(System::getenv)
        .filter(value -> value != null && !value.isEmpty())
        .findFirst()
        .ifPresent(locale -> all.put("LC_CTYPE", locale));
  }
}
