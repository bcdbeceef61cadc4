package dev.headwater.cli.operated;

import dev.headwater.host.Host;
import dev.headwater.host.Host.Sleeper;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What calls that are repeated need besides the service.
 *
 * @param errors where failures are reported
 */
public record Console(PrintWriter errors, Sleeper sleeper) {
  /** Of a command. */
  public static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getErr(), Host.system().sleeper());
  }
}
