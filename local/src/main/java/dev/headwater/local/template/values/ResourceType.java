package dev.headwater.local.template.values;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The resource types that the local cloud supports, and the rules for their names. */
public enum ResourceType {
  FUNCTION("AWS::Lambda::Function", "FunctionName", "[A-Za-z0-9_-]{1,64}"),
  HTTP_API("AWS::Serverless::HttpApi", null, ".+"),
  TABLE("AWS::DynamoDB::Table", "TableName", "[A-Za-z0-9_.-]{3,255}"),
  QUEUE("AWS::SQS::Queue", "QueueName", "[A-Za-z0-9_-]{1,80}"),
  BUS("AWS::Events::EventBus", "Name", "[A-Za-z0-9_.-]{1,256}"),
  RULE("AWS::Events::Rule", "Name", "[A-Za-z0-9_.-]{1,64}"),
  SEARCH_DOMAIN("AWS::OpenSearchService::Domain", "DomainName", "[a-z][a-z0-9-]{2,27}");

  /** SAM's name of a {@link #FUNCTION}, which may then have events. */
  public static final String SAM_FUNCTION = "AWS::Serverless::Function";

  private final String awsName;
  private final @Nullable String nameProperty;
  private final Pattern allowedNames;

  ResourceType(String awsName, @Nullable String nameProperty, String allowedNames) {
    this.awsName = awsName;
    this.nameProperty = nameProperty;
    this.allowedNames = Pattern.compile(allowedNames);
  }

  /** The property that names the resource, or {@code null} if there is none. */
  @Nullable String nameProperty() {
    return nameProperty;
  }

  boolean allowsName(String name) {
    return allowedNames.matcher(name).matches();
  }

  public static @Nullable ResourceType of(String awsName) {
    if (awsName.equals(SAM_FUNCTION)) {
      return FUNCTION;
    }
    for (ResourceType type : values()) {
      if (type.awsName.equals(awsName)) {
        return type;
      }
    }
    return null;
  }
}
