package dev.headwater.template.check;

import dev.headwater.template.check.Wiring.Value;
import java.util.List;

/** That there is a search domain, if views are searched. */
final class SearchRules {
  private final Resources resources;
  private final Findings findings;

  SearchRules(Resources resources, Findings findings) {
    this.resources = resources;
    this.findings = findings;
  }

  void check() {
    if (!resources.isSearched()) {
      return;
    }
    Value search = resources.search();
    if (search.id() == null) {
      findings.notLookedAt("the search domain, which is not in the template: " + search.text());
    } else if (!resources.wiring().has(search.id())) {
      findings.missing(
          "There is no search domain " + search.id(),
          List.of("Resources"),
          """
          %s:
            Type: AWS::OpenSearchService::Domain
            UpdatePolicy:
              EnableVersionUpgrade: true
            Properties:
              EngineVersion: OpenSearch_3.5
              ClusterConfig:
                InstanceType: t3.small.search
                InstanceCount: 1
              EBSOptions: { EBSEnabled: true, VolumeType: gp3, VolumeSize: 10 }
              EncryptionAtRestOptions: { Enabled: true }
              NodeToNodeEncryptionOptions: { Enabled: true }
              DomainEndpointOptions:
                EnforceHTTPS: true
                TLSSecurityPolicy: Policy-Min-TLS-1-2-PFS-2023-10\
          """
              .formatted(search.id()));
    }
  }
}
