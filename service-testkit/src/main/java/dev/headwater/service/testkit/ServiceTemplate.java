package dev.headwater.service.testkit;

import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.Settings;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.template.check.CheckReport;
import dev.headwater.template.check.TemplateCheck;
import dev.headwater.template.check.yaml.Template;
import java.nio.file.Path;

/** Notices a template that lacks what its service needs, or grants more than that. */
public final class ServiceTemplate {
  private ServiceTemplate() {}

  /**
   * Checks that a template fits a service: see {@link TemplateCheck}. Deciders get the settings
   * that the template gives to commands, with the defaults of its parameters.
   *
   * @throws AssertionError if it does not; the message has the lines to add
   * @throws dev.headwater.template.check.yaml.TemplateException if it is not a template
   * @throws IllegalStateException if a decider needs a setting that the template does not tell
   */
  public static void check(Path template, ServiceDefinition definition) {
    Template read = Template.read(template);
    ServiceFacts service =
        ServiceFacts.of(definition.describe(), new Settings(TemplateCheck.settings(read)));
    CheckReport report = TemplateCheck.run(read, service, definition.getClass().getName());
    if (!report.fits()) {
      throw new AssertionError(report.text(template.toString()));
    }
  }
}
