package dev.headwater.local.template;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.values.IgnoredParts;
import dev.headwater.local.template.values.Parameters;
import dev.headwater.local.template.values.Problems;
import dev.headwater.local.template.values.Resolver;
import dev.headwater.local.template.values.Resource;
import dev.headwater.local.template.values.Sections;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.local.template.values.TemplateException;
import dev.headwater.local.template.values.TemplateYaml;
import dev.headwater.local.template.values.Value.Mapping;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Reads a SAM template and resolves the parts that the local cloud supports. Reports every problem
 * at once, each with its line. A parameter without a value is a problem only if a supported part
 * needs it.
 *
 * <p>Supported: YAML and JSON up to {@value TemplateYaml#MAX_BYTES} bytes, Parameters, Mappings,
 * Conditions, Globals for Function and HttpApi, and Ref, GetAtt, Sub, Join, Split, Select,
 * FindInMap, If, Equals, And, Or, Not in both short and long form.
 */
public final class StackReader {
  private static final Pattern STACK_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

  private final Problems problems;
  private final IgnoredParts ignored = new IgnoredParts();
  private final StackOptions options;

  private StackReader(String fileName, StackOptions options) {
    this.problems = new Problems(fileName);
    this.options = options;
  }

  /**
   * Reads a template from a file.
   *
   * @throws LocalCloudException when the file cannot be read or the template has problems
   */
  public static Stack read(Path template, StackOptions options) {
    try {
      if (Files.size(template) > TemplateYaml.MAX_BYTES) {
        throw new LocalCloudException(
            template + " is larger than " + TemplateYaml.MAX_BYTES + " bytes: is it a template?");
      }
      return read(template.toString(), Files.readString(template), options);
    } catch (CharacterCodingException notUtf8) {
      throw new LocalCloudException(template + " is not UTF-8 text", notUtf8);
    } catch (IOException unreadable) {
      throw new LocalCloudException(
          "Cannot read the template "
              + template
              + (Files.isDirectory(template)
                  ? ": it is a folder, so pass the template in it."
                  : ": check that it exists and is readable."),
          unreadable);
    }
  }

  /**
   * Reads a template that is already in memory.
   *
   * @param fileName for error messages
   */
  static Stack read(String fileName, String text, StackOptions options) {
    return new StackReader(fileName, options).stack(text);
  }

  private Stack stack(String text) {
    try {
      Stack stack = stack(TemplateYaml.parse(text));
      problems.throwIfAny();
      return stack;
    } catch (TemplateException e) {
      problems.add(e);
      throw problems.exception();
    }
  }

  private Stack stack(Mapping template) {
    if (!STACK_NAME.matcher(options.stackName()).matches()) {
      problems.add(
          Problems.NO_LINE,
          "\""
              + options.stackName()
              + "\" is not a stack name: use letters, digits and hyphens, beginning with a letter");
    }
    var sections = new Sections(template, problems);
    sections.check(ignored);
    SequencedMap<String, Resource> resources =
        new ResourceReader(sections.mapping("Globals"), problems, ignored)
            .read(sections.mapping("Resources"));
    var parameters = new Parameters(sections.mapping("Parameters"), options.parameters(), problems);
    var resolver =
        new Resolver(
            options,
            parameters,
            sections.mapping("Mappings"),
            sections.mapping("Conditions"),
            resources);
    var context = new ReadContext(resolver, problems, ignored);
    Map<Resource, String> named = named(resources, context);
    new CircularReferenceCheck(List.copyOf(named.keySet()), context).check();
    return new StackAssembler(named, context).stack(options.stackName(), parameters.printable());
  }

  /** The supported resources whose condition holds, with their names. */
  private Map<Resource, String> named(
      SequencedMap<String, Resource> resources, ReadContext context) {
    var named = new LinkedHashMap<Resource, String>();
    var taken = new LinkedHashMap<String, Resource>();
    for (Resource resource : resources.values()) {
      Optional<String> name = nameIfPresent(resource, context);
      if (name.isEmpty()) {
        continue;
      }
      named.put(resource, name.get());
      Resource other = taken.putIfAbsent(resource.type() + " " + name.get(), resource);
      if (other != null) {
        problems.add(
            resource.line(),
            "resource \"%s\" has the same name as \"%s\": %s"
                .formatted(resource.logicalId(), other.logicalId(), name.get()));
      }
    }
    return named;
  }

  private Optional<String> nameIfPresent(Resource resource, ReadContext context) {
    if (resource.type() == null) {
      ignored.resource(resource.awsType());
      return Optional.empty();
    }
    return context
        .attempt(() -> context.resolver().isPresent(resource))
        .filter(present -> present)
        .flatMap(present -> context.attempt(() -> context.resolver().name(resource)));
  }
}
