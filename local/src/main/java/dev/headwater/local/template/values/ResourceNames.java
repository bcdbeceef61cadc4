package dev.headwater.local.template.values;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.values.Value.Scalar;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Names resources, and answers Ref and Fn::GetAtt for them. */
public final class ResourceNames {
  /** The HTTP API that SAM generates for routes that name none. */
  public static final String IMPLICIT_API = "ServerlessHttpApi";

  private static final int MAX_SEARCH_DOMAIN = 28;

  private final StackOptions options;
  private final SequencedMap<String, Resource> resources;
  private final Resolver resolver;
  private final Acyclic<String> names = new Acyclic<>("circular reference");

  ResourceNames(StackOptions options, SequencedMap<String, Resource> resources, Resolver resolver) {
    this.options = options;
    this.resources = resources;
    this.resolver = resolver;
  }

  /** The explicit name, or {@code <stack>-<logical id>} without one. */
  String name(Resource resource) {
    return names.get(resource.logicalId(), resource.line(), () -> newName(resource));
  }

  private String newName(Resource resource) {
    ResourceType type = typeOf(resource, resource.line());
    String property = type.nameProperty();
    Value explicit = property == null ? null : resource.properties().get(property);
    Value resolved = explicit == null ? null : resolver.resolve(explicit);
    if (resolved != null && !(resolved instanceof Scalar)) {
      throw new TemplateException(resolved.line(), "a name must be text");
    }
    String name =
        resolved instanceof Scalar scalar ? scalar.text() : generated(type, resource.logicalId());
    if (!type.allowsName(name)) {
      int line = explicit == null ? resource.line() : explicit.line();
      throw new TemplateException(
          line,
          "\"%s\" is not a valid name for %s: choose another %s"
              .formatted(name, resource.awsType(), property));
    }
    return name;
  }

  /** Like AWS, lower-cases the names of search domains. */
  private String generated(ResourceType type, String logicalId) {
    String name = options.stackName() + "-" + logicalId;
    return type == ResourceType.SEARCH_DOMAIN ? searchDomain(name) : name;
  }

  private static String searchDomain(String name) {
    return name.substring(0, Math.min(name.length(), MAX_SEARCH_DOMAIN)).toLowerCase(Locale.ROOT);
  }

  /** The value of Ref. */
  String ref(String logicalId, int line) {
    if (logicalId.equals(IMPLICIT_API) && !resources.containsKey(logicalId)) {
      return logicalId;
    }
    Resource resource = require(logicalId, line);
    return switch (typeOf(resource, line)) {
      case QUEUE -> options.queueUrl().apply(name(resource));
      case HTTP_API -> logicalId;
      case FUNCTION, TABLE, BUS, RULE, SEARCH_DOMAIN -> name(resource);
    };
  }

  /** The value of Fn::GetAtt. */
  String attribute(String logicalId, String attribute, int line) {
    Resource resource = require(logicalId, line);
    String value = attribute(resource, typeOf(resource, line), attribute);
    if (value == null) {
      throw new TemplateException(
          line,
          "attribute \"%s\" of %s (%s) is not supported locally"
              .formatted(attribute, logicalId, resource.awsType()));
    }
    return value;
  }

  private @Nullable String attribute(Resource resource, ResourceType type, String attribute) {
    String name = name(resource);
    return switch (type) {
      case TABLE ->
          switch (attribute) {
            case "Arn" -> LocalArn.table(name);
            case "StreamArn" ->
                resource.properties().get("StreamSpecification") == null
                    ? null
                    : LocalArn.stream(name);
            default -> null;
          };
      case QUEUE ->
          switch (attribute) {
            case "Arn" -> LocalArn.queue(name);
            case "QueueName" -> name;
            case "QueueUrl" -> options.queueUrl().apply(name);
            default -> null;
          };
      case BUS ->
          switch (attribute) {
            case "Arn" -> LocalArn.bus(name);
            case "Name" -> name;
            default -> null;
          };
      case SEARCH_DOMAIN ->
          switch (attribute) {
            case "Arn", "DomainArn" -> LocalArn.searchDomain(name);
            case "DomainEndpoint" -> options.searchHost();
            default -> null;
          };
      case FUNCTION -> attribute.equals("Arn") ? LocalArn.function(name) : null;
      case HTTP_API, RULE -> null;
    };
  }

  private Resource require(String logicalId, int line) {
    Resource resource = resources.get(logicalId);
    if (resource == null) {
      throw new TemplateException(line, "there is no parameter or resource \"" + logicalId + "\"");
    }
    if (!resolver.isPresent(resource)) {
      throw new TemplateException(
          line, "cannot refer to \"" + logicalId + "\": its condition excludes it");
    }
    return resource;
  }

  private static ResourceType typeOf(Resource resource, int line) {
    ResourceType type = resource.type();
    if (type == null) {
      throw new TemplateException(
          line,
          "\"%s\" (%s) is ignored locally, so nothing may refer to it here"
              .formatted(resource.logicalId(), resource.awsType()));
    }
    return type;
  }
}
