package dev.headwater.local.template.values;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a template that have no effect locally: permissions, encryption, alarms, backups,
 * packaging and capacity. A start lists those that a template uses. Anything that is neither
 * supported nor listed here is an error, so nothing is dropped silently.
 */
public final class LocallyIgnored {
  /** Top-level sections. */
  static final Set<String> SECTIONS = Set.of("Metadata", "Outputs", "Rules");

  /** Attributes that any resource may have besides its properties. */
  public static final Set<String> ATTRIBUTES =
      Set.of("DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Metadata");

  /** Resource types; a supported resource must not refer to one of these. */
  private static final Set<String> TYPES =
      Set.of(
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::CompositeAlarm",
          "AWS::CloudWatch::AnomalyDetector",
          "AWS::CloudWatch::Dashboard",
          "AWS::Cognito::UserPool",
          "AWS::Cognito::UserPoolClient",
          "AWS::Cognito::UserPoolDomain",
          "AWS::Cognito::UserPoolResourceServer",
          "AWS::Events::Archive",
          "AWS::Events::EventBusPolicy",
          "AWS::Lambda::Permission",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SNS::Subscription",
          "AWS::SQS::QueuePolicy",
          "AWS::SQS::QueueInlinePolicy",
          "AWS::Serverless::LayerVersion");

  /** Entire services, as prefixes of resource types. */
  private static final List<String> SERVICES =
      List.of(
          "AWS::ApplicationAutoScaling::",
          "AWS::ApplicationInsights::",
          "AWS::ApplicationSignals::",
          "AWS::Backup::",
          "AWS::Budgets::",
          "AWS::CertificateManager::",
          "AWS::CodeDeploy::",
          "AWS::IAM::",
          "AWS::KMS::",
          "AWS::Logs::",
          "AWS::ResourceGroups::",
          "AWS::Route53::",
          "AWS::Synthetics::",
          "AWS::WAFv2::",
          "AWS::XRay::");

  /** Properties by place: a resource type, or a path into one. */
  private static final Map<String, Set<String>> PROPERTIES =
      Map.ofEntries(
          Map.entry(
              "AWS::Serverless::Function",
              Set.of(
                  "Architectures",
                  "AssumeRolePolicyDocument",
                  "AutoPublishAlias",
                  "AutoPublishAliasAllProperties",
                  "AutoPublishCodeSha256",
                  "CodeSigningConfigArn",
                  "DeploymentPreference",
                  "Description",
                  "EphemeralStorage",
                  "KmsKeyArn",
                  "Layers",
                  "LoggingConfig",
                  "PermissionsBoundary",
                  "Policies",
                  "PropagateTags",
                  "ProvisionedConcurrencyConfig",
                  "RecursiveLoop",
                  "Role",
                  "RolePath",
                  "RuntimeManagementConfig",
                  "SnapStart",
                  "SourceKMSKeyArn",
                  "Tags",
                  "Tracing",
                  "VersionDescription",
                  "VpcConfig")),
          Map.entry(
              "AWS::Lambda::Function",
              Set.of(
                  "Architectures",
                  "CodeSigningConfigArn",
                  "Description",
                  "EphemeralStorage",
                  "KmsKeyArn",
                  "Layers",
                  "LoggingConfig",
                  "RecursiveLoop",
                  "Role",
                  "RuntimeManagementConfig",
                  "SnapStart",
                  "Tags",
                  "TracingConfig",
                  "VpcConfig")),
          Map.entry("AWS::Serverless::Function.CloudWatchEvent", Set.of("RetryPolicy")),
          Map.entry("AWS::Serverless::Function.EventBridgeRule", Set.of("RetryPolicy")),
          Map.entry("AWS::Serverless::Function.Schedule", Set.of("Description", "RetryPolicy")),
          Map.entry(
              "AWS::Serverless::Function.HttpApi",
              Set.of("Auth", "RouteSettings", "TimeoutInMillis")),
          Map.entry(
              "AWS::Serverless::Function.DynamoDB", Set.of("KmsKeyArn", "MetricsConfig", "Tags")),
          Map.entry(
              "AWS::Serverless::Function.SQS",
              Set.of("KmsKeyArn", "MetricsConfig", "ProvisionedPollerConfig", "Tags")),
          Map.entry(
              "AWS::Serverless::HttpApi",
              Set.of(
                  "AccessLogSettings",
                  "Auth",
                  "CorsConfiguration",
                  "DefaultRouteSettings",
                  "Description",
                  "DisableExecuteApiEndpoint",
                  "Domain",
                  "FailOnWarnings",
                  "Name",
                  "PropagateTags",
                  "RouteSettings",
                  "StageName",
                  "StageVariables",
                  "Tags")),
          Map.entry(
              "AWS::DynamoDB::Table",
              Set.of(
                  "BillingMode",
                  "ContributorInsightsSpecification",
                  "DeletionProtectionEnabled",
                  "OnDemandThroughput",
                  "PointInTimeRecoverySpecification",
                  "ProvisionedThroughput",
                  "ResourcePolicy",
                  "SSESpecification",
                  "TableClass",
                  "Tags",
                  "TimeToLiveSpecification",
                  "WarmThroughput")),
          Map.entry("AWS::DynamoDB::Table.StreamSpecification", Set.of("ResourcePolicy")),
          Map.entry(
              "AWS::DynamoDB::Table.GlobalSecondaryIndexes",
              Set.of(
                  "ContributorInsightsSpecification",
                  "OnDemandThroughput",
                  "ProvisionedThroughput",
                  "WarmThroughput")),
          Map.entry(
              "AWS::SQS::Queue",
              Set.of(
                  "KmsDataKeyReusePeriodSeconds",
                  "KmsMasterKeyId",
                  "MaximumMessageSize",
                  "RedriveAllowPolicy",
                  "SqsManagedSseEnabled",
                  "Tags")),
          Map.entry(
              "AWS::Events::EventBus",
              Set.of(
                  "DeadLetterConfig",
                  "Description",
                  "KmsKeyIdentifier",
                  "LogConfig",
                  "Policy",
                  "Tags")),
          Map.entry("AWS::Events::Rule", Set.of("Description", "RoleArn", "Tags")),
          Map.entry(
              "AWS::OpenSearchService::Domain",
              Set.of(
                  "AIMLOptions",
                  "AccessPolicies",
                  "AdvancedOptions",
                  "AdvancedSecurityOptions",
                  "ClusterConfig",
                  "CognitoOptions",
                  "DomainEndpointOptions",
                  "EBSOptions",
                  "EncryptionAtRestOptions",
                  "EngineVersion",
                  "IPAddressType",
                  "IdentityCenterOptions",
                  "LogPublishingOptions",
                  "NodeToNodeEncryptionOptions",
                  "OffPeakWindowOptions",
                  "SkipShardMigrationWait",
                  "SnapshotOptions",
                  "SoftwareUpdateOptions",
                  "Tags",
                  "VPCOptions")),
          Map.entry("AWS::Events::Rule.Targets", Set.of("RetryPolicy", "RoleArn")));

  private LocallyIgnored() {}

  /** Whether resources of this type have no effect locally. */
  public static boolean isType(String awsType) {
    return TYPES.contains(awsType) || SERVICES.stream().anyMatch(awsType::startsWith);
  }

  /**
   * Whether a property has no effect locally.
   *
   * @param place a resource type, followed by the names of enclosing properties, dot-separated
   */
  public static boolean isProperty(String place, String property) {
    return PROPERTIES.getOrDefault(place, Set.of()).contains(property);
  }
}
