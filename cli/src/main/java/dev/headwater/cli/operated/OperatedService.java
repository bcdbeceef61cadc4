package dev.headwater.cli.operated;

import dev.headwater.cli.arguments.UserDataFolder;
import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LocalCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;

/** Which service to operate: one that runs on this machine, or a stack on AWS. */
public final class OperatedService {
  /** The logical id that the operations function has in a template. */
  public static final String FUNCTION = "OperationsFunction";

  private static final Pattern STACK = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9:_-]{1,170}");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** A little longer than a function can run. */
  public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(930);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the running service (default: headwater in your user data folder).")
  private @Nullable Path folder;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description =
          "Operate this stack on AWS instead, with your default AWS credentials. They need only"
              + " lambda:InvokeFunction for its function NAME-operations.")
  private @Nullable String stack;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Name of the service's operations function, if it has another; on AWS with a version or"
              + " an alias, as in NAME:live.")
  private @Nullable String function;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS Region of --stack (default: from your environment or profile).")
  private @Nullable String region;

  public void check(CommandLine command) {
    if (folder != null && stack != null) {
      throw new ParameterException(
          command, "--data is for a service on this machine, --stack for AWS: give one of them");
    }
    if (region != null && stack == null) {
      throw new ParameterException(command, "--region goes with --stack");
    }
    if (stack != null && !STACK.matcher(stack).matches()) {
      throw new ParameterException(command, "Invalid value for option '--stack': no stack name");
    }
    if (function != null && !NAME.matcher(function).matches()) {
      throw new ParameterException(
          command, "Invalid value for option '--function': no function name");
    }
  }

  /**
   * The service and where it is, as a sentence names it before something is done to it.
   *
   * @param name of the service
   */
  public String place(String name) {
    return "service "
        + name
        + (stack == null
            ? " on the data folder " + data().toAbsolutePath()
            : " (stack " + stack + ", Region " + region() + ")");
  }

  private Path data() {
    return folder == null ? UserDataFolder.here() : folder;
  }

  private String region() {
    try {
      return region == null ? new DefaultAwsRegionProviderChain().getRegion().id() : region;
    } catch (SdkException e) {
      throw new CommandException("Cannot call AWS: check the Region and the credentials.", e);
    }
  }

  /** Its operations function. Whether there is one shows when it is called. */
  public OperationsClient open() {
    return stack == null ? onThisMachine(data(), function) : onAws(stack);
  }

  /**
   * The operations function of the service that runs on a data folder.
   *
   * @param function its name, if its logical id is another
   */
  public static OperationsClient onThisMachine(Path data, @Nullable String function) {
    return onThisMachine(running(data), data, function);
  }

  /**
   * The operations function of a service that runs.
   *
   * @param data its folder, for messages
   * @param function its name, if its logical id is another
   */
  public static OperationsClient onThisMachine(
      Endpoints endpoints, Path data, @Nullable String function) {
    String name = function == null ? endpoints.functions().get(FUNCTION) : function;
    if (name == null) {
      throw new CommandException(
          "The service running on "
              + data
              + " has no function "
              + FUNCTION
              + ": add it to its template ('headwater check' names the YAML), or pass its name"
              + " with --function.",
          null);
    }
    return new OperationsClient(
        builder()
            .endpointOverride(endpoints.lambda())
            .region(Region.of(endpoints.region()))
            .credentialsProvider(LocalCredentials.PROVIDER)
            .build(),
        name);
  }

  /** The endpoints of the service that runs on a data folder. */
  public static Endpoints running(Path data) {
    try {
      return Endpoints.read(data.toAbsolutePath())
          .orElseThrow(
              () ->
                  new CommandException(
                      "No service is running on "
                          + data.toAbsolutePath()
                          + ": start one with ./headwater serve, or pass its folder with --data.",
                      null));
    } catch (LocalCloudException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e.getCause());
    }
  }

  /** The options that operate this service, each after a space, to be typed behind a command. */
  public String options() {
    return option("--data", folder)
        + option("--stack", stack)
        + option("--function", function)
        + option("--region", region);
  }

  /** An option as a shell reads it; empty without a value. */
  public static String option(String name, @Nullable Object value) {
    String text = value == null ? "" : value.toString();
    String word = text.matches("[A-Za-z0-9_./:-]*") ? text : "'" + text.replace("'", "'\\''") + "'";
    return text.isEmpty() ? "" : " " + name + " " + word;
  }

  /** An alias, since an unqualified name would call code that is not deployed yet. */
  private OperationsClient onAws(String name) {
    LambdaClientBuilder builder = builder();
    if (region != null) {
      builder.region(Region.of(region));
    }
    try {
      return new OperationsClient(
          builder.build(), function == null ? name + "-operations:live" : function);
    } catch (SdkException e) {
      throw new CommandException("Cannot call AWS: check the Region and the credentials.", e);
    }
  }

  /** Without retries: a repeated call would do a slice again whose answer was only late. */
  private static LambdaClientBuilder builder() {
    return LambdaClient.builder()
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(ANSWER_TIMEOUT)
                .tcpKeepAlive(true))
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallAttemptTimeout(ANSWER_TIMEOUT)
                    .apiCallTimeout(ANSWER_TIMEOUT));
  }
}
