package dev.headwater.local.template;

/** An OpenSearch domain. */
public record SearchDomainDeclaration(String logicalId, String domainName) {}
