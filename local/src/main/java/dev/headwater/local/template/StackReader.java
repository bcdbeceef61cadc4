package dev.headwater.local.template;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.values.Ignored;
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
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SAM template and resolves all that has a local meaning. Whatever is wrong is told at
 * once, each problem with its line. A parameter without a value is a problem only when something
 * with a local meaning needs it.
 *
 * <p>Supported: YAML and JSON up to {@value #MAX_BYTES} bytes, Parameters, Mappings, Conditions,
 * Globals for Function and HttpApi, and Ref, GetAtt, Sub, Join, Split, Select, FindInMap, If,
 * Equals, And, Or, Not in both forms.
 */
public final class StackReader {
  public static final int MAX_BYTES = 1024 * 1024;

  private static final Pattern STACK_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

  private final Problems problems;
  private final Ignored ignored = new Ignored();
  private final StackOptions options;

  private StackReader(String fileName, StackOptions options) {
    this.problems = new Problems(fileName);
    this.options = options;
  }

  /**
   * Reads a template from a file.
   *
   * @throws LocalCloudException when it cannot be read or has a problem
   */
  public static Stack read(Path template, StackOptions options) {
    try {
      if (Files.size(template) > MAX_BYTES) {
        throw new LocalCloudException(
            template + " is larger than " + MAX_BYTES + " bytes: is it a template?");
      }
      return read(template.toString(), Files.readString(template), options);
    } catch (CharacterCodingException notUtf8) {
      throw new LocalCloudException(template + " is not UTF-8 text", notUtf8);
    } catch (IOException unreadable) {
      throw new LocalCloudException(
          "The template " + template + " cannot be read: does the file exist, and may you read it?",
          unreadable);
    }
  }

  /**
   * Reads a template that is already in memory.
   *
   * @param fileName for messages
   */
  static Stack read(String fileName, String text, StackOptions options) {
    return new StackReader(fileName, options).stack(text);
  }

  private Stack stack(String text) {
    Stack stack = null;
    try {
      stack = stack(TemplateYaml.parse(text));
    } catch (TemplateException fault) {
      problems.add(fault);
    }
    problems.throwIfAny();
    if (stack == null) {
      throw new IllegalStateException("no problem, and no stack");
    }
    return stack;
  }

  private Stack stack(Mapping template) {
    if (!STACK_NAME.matcher(options.stackName()).matches()) {
      problems.add(
          Problems.NO_LINE,
          "\""
              + options.stackName()
              + "\" is no stack name: it"
              + " takes letters, digits and hyphens, and begins with a letter");
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
            new Resolver.Sections(
                parameters,
                sections.mapping("Mappings"),
                sections.mapping("Conditions"),
                resources));
    var reading = new Reading(resolver, problems, ignored);
    Map<Resource, String> named = named(resources, reading);
    new References(List.copyOf(named.keySet()), reading).check();
    return new StackAssembly(named, reading).stack(options.stackName(), parameters.shown());
  }

  /** The resources that exist and have a local meaning, with their names. */
  private Map<Resource, String> named(SequencedMap<String, Resource> resources, Reading reading) {
    var named = new LinkedHashMap<Resource, String>();
    var taken = new LinkedHashMap<String, Resource>();
    for (Resource resource : resources.values()) {
      String name = nameIfItExists(resource, reading);
      if (name == null) {
        continue;
      }
      named.put(resource, name);
      Resource other = taken.putIfAbsent(resource.awsType() + " " + name, resource);
      if (other != null) {
        problems.add(
            resource.line(),
            "resource \""
                + resource.logicalId()
                + "\" has the same name as \""
                + other.logicalId()
                + "\": "
                + name);
      }
    }
    return named;
  }

  private @Nullable String nameIfItExists(Resource resource, Reading reading) {
    if (resource.type() == null) {
      ignored.resource(resource.awsType());
      return null;
    }
    return reading.attempt(
        () -> reading.resolver().exists(resource) ? reading.resolver().name(resource) : null);
  }
}
