package dev.headwater.template.check.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SAM template. Conditions are ignored: what stands under one counts as there.
 *
 * @param parameters values that are given; others have their defaults
 */
public record Template(
    TemplateNode root, Map<String, Resource> resources, Map<String, String> parameters) {
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  /**
   * A resource.
   *
   * @param properties with those that Globals give to functions
   */
  public record Resource(String id, String type, TemplateNode properties) {
    public boolean isFunction() {
      return type.equals(FUNCTION) || type.equals("AWS::Lambda::Function");
    }
  }

  /**
   * Reads a file.
   *
   * @throws TemplateException if it cannot be read, or is no template
   */
  public static Template read(Path file) {
    try {
      if (Files.size(file) > TemplateYaml.MAX_BYTES) {
        throw new TemplateException(file + " is larger than 1 MB, which no template may be");
      }
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new TemplateException(file + " does not exist: name the template of the service");
    } catch (CharacterCodingException e) {
      throw new TemplateException(file + " is not text in UTF-8");
    } catch (IOException e) {
      throw new TemplateException(
          Files.isDirectory(file)
              ? file + " is a folder: pass the template in it"
              : file + " cannot be read: check that you may read it");
    }
  }

  /**
   * Reads the text of a template.
   *
   * @param name what messages call it
   * @throws TemplateException if it is no template
   */
  public static Template parse(String text, String name) {
    TemplateNode root = TemplateYaml.parse(text, name);
    TemplateNode globals = root.at("Globals", "Function");
    Map<String, Resource> resources = new LinkedHashMap<>();
    root.at("Resources")
        .members()
        .forEach(
            (id, resource) -> {
              String type = resource.at("Type").text();
              TemplateNode own = resource.at("Properties");
              resources.put(
                  id, new Resource(id, type, type.equals(FUNCTION) ? own.over(globals) : own));
            });
    if (resources.isEmpty()) {
      throw new TemplateException(
          name + " has no Resources, so it is not the template of a service");
    }
    return new Template(root, resources, Map.of());
  }

  /** The resources of a type, in their order. */
  public List<Resource> ofType(String type) {
    return resources.values().stream().filter(each -> each.type().equals(type)).toList();
  }

  /** A text with the values of the parameters that it mentions, where they have any. */
  public String resolved(String text) {
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(resolved(found)));
  }

  /** Whether a text is a reference to a parameter, as {@code TemplateNode.text} has it. */
  public boolean isParameter(String text) {
    Matcher reference = VARIABLE.matcher(text);
    return reference.matches() && root.at("Parameters", reference.group(1)).isPresent();
  }

  /**
   * This template with these values of parameters.
   *
   * @throws TemplateException if one of them is not declared in the template
   */
  public Template withParameters(Map<String, String> values) {
    Set<String> declared = root.at("Parameters").members().keySet();
    for (String name : values.keySet()) {
      if (!declared.contains(name)) {
        throw new TemplateException(
            "there is no parameter \"%s\": the template declares %s"
                .formatted(name, declared.isEmpty() ? "none" : String.join(", ", declared)));
      }
    }
    return new Template(root, resources, Map.copyOf(values));
  }

  private String resolved(MatchResult variable) {
    String given = parameters.get(variable.group(1));
    if (given != null) {
      return given;
    }
    TemplateNode value = root.at("Parameters", variable.group(1), "Default");
    return value.isPresent() ? value.text() : variable.group();
  }
}
