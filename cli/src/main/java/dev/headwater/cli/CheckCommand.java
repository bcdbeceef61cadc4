package dev.headwater.cli;

import dev.headwater.cli.machine.ServedTemplate;
import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.OutputOptions;
import dev.headwater.template.check.CheckReport;
import dev.headwater.template.check.TemplateCheck;
import dev.headwater.template.check.yaml.Template;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares a template with what its service needs. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    description = {
      "Check that a template has what its service needs, and grants no more.",
      "The build that the template names describes the service, so build it first. Nothing is"
          + " started or changed."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The template fits.",
      "1:There are differences. Each is printed with its line and the lines to add.",
      "2:The command line is invalid, or the check failed."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "SAM template to check (default: the customer service's).")
  private @Nullable Path file;

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      description = "Set a parameter of the template; can be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    output.start();
    Path template = ServedTemplate.of(file).file();
    Template read = Template.read(template).withParameters(parameters);
    CheckReport report = TemplateCheck.run(read, DescribedService.of(template, read), null);
    PrintWriter out = spec.commandLine().getOut();
    String name = template.toString();
    out.println(output.isJson() ? json(report, name) : text(report, name));
    return report.fits() ? 0 : 1;
  }

  private static String text(CheckReport report, String name) {
    String found = report.text(name);
    String sum =
        report.fits()
            ? name + " fits its service."
            : name + " differs from what its service needs: " + report.differences().size();
    return found.isEmpty() ? sum : found + System.lineSeparator() + sum;
  }

  private static String json(CheckReport report, String name) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("template", name).put("fits", report.fits());
    ArrayNode differences = json.putArray("differences");
    report
        .differences()
        .forEach(
            difference ->
                differences
                    .addObject()
                    .put("remedy", difference.remedy().name().toLowerCase(Locale.ROOT))
                    .put("line", difference.line())
                    .put("sentence", difference.sentence())
                    .put("yaml", difference.yaml()));
    ArrayNode notLookedAt = json.putArray("notLookedAt");
    report.notLookedAt().forEach(notLookedAt::add);
    return json.toString();
  }
}
