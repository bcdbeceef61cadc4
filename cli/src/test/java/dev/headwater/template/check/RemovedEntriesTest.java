package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.template.check.Difference.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Removes each entry of a template in turn. What a service needs is missed, and is there again
 * after doing what the check says.
 */
class RemovedEntriesTest {
  private static final Pattern ENTRY = Pattern.compile("(- )?([A-Za-z:]+):( .*)?|- .*");

  /**
   * Resources that the check knows nothing of. A heartbeat that does not arrive raises an alarm, so
   * its way is not looked at.
   */
  private static final Pattern OTHER_RESOURCES =
      Pattern.compile(
          "Api|\\w+Log|SearchLogPolicy|LettersQueuePolicy|SearchDomain|RelayFailures"
              + "|Heartbeat\\w+");

  /** Nothing refers to these. Leaving them out saves time: each check reads the whole template. */
  private static final Pattern UNREAD_RESOURCES = Pattern.compile("  (\\w+Alarm|Dashboard):");

  /** Entries that it does not judge: they protect, tune or are there for people. */
  private static final Pattern OTHER_ENTRIES =
      Pattern.compile(
          "AssumeRolePolicyDocument|Version|Condition|DeletionPolicy"
              + "|UpdateReplacePolicy|BillingMode|DeletionProtectionEnabled"
              + "|PointInTimeRecovery\\w+|SSE\\w+|SqsManagedSseEnabled|MessageRetentionPeriod"
              + "|Timeout|MemorySize|BatchSize|MaximumBatchingWindowInSeconds|ScalingConfig"
              + "|MaximumConcurrency|ParallelizationFactor|BisectBatchOnFunctionError"
              + "|MaximumRetryAttempts|MaximumRecordAgeInSeconds|DeadLetterConfig|DependsOn"
              + "|Metadata|ArnLike|aws:SourceArn|Name|ApiId|Description|FunctionName|LoggingConfig"
              + "|VpcConfig|ReservedConcurrentExecutions");

  /** Their parts; so are those of a role's trust. */
  private static final Pattern OTHER_PARTS =
      Pattern.compile(
          "Arn: !GetAtt \\w+DeadLetters.Arn|Type: SQS|Principal: .*lambda.*|Action: sts:.*"
              + "|- !Ref AWS::NoValue|- !If \\[With\\w+, !Ref \\w+Rule, !Ref AWS::NoValue]");

  private static final int MAX_ROUNDS = 4;

  @ParameterizedTest
  @EnumSource
  void are_missed_and_put_back(CheckedService service) {
    List<String> template = withoutUnread(service.template());
    List<String> unnoticed = new ArrayList<>();
    List<String> unrepaired = new ArrayList<>();
    int removed = 0;
    String resource = "";
    for (int at = template.indexOf("Resources:") + 1; at < template.indexOf("Outputs:"); at++) {
      String line = template.get(at);
      Matcher entry = ENTRY.matcher(line.strip());
      if (line.matches("  \\w+:")) {
        resource = line.strip().replace(":", "");
      }
      if (!entry.matches() || OTHER_RESOURCES.matcher(resource).matches()) {
        continue;
      }
      removed++;
      List<String> rest = new ArrayList<>(template);
      rest.subList(at, CheckedService.end(template, at)).clear();
      CheckReport report = service.check(rest);
      if (!report.fits()) {
        repair(service, rest).stream().map(left -> line + " -> " + left).forEach(unrepaired::add);
      } else if (report.notLookedAt().isEmpty() && isJudged(template, at)) {
        unnoticed.add(at + 1 + ": " + line);
      }
    }
    assertThat(removed).isGreaterThan(200);
    assertThat(unnoticed).isEmpty();
    assertThat(unrepaired).isEmpty();
  }

  private static List<String> withoutUnread(List<String> template) {
    List<String> read = new ArrayList<>(template);
    int at = 0;
    while (at < read.size()) {
      if (UNREAD_RESOURCES.matcher(read.get(at)).matches()) {
        read.subList(at, CheckedService.end(read, at)).clear();
      } else {
        at++;
      }
    }
    return read;
  }

  /** What is still to be done but to remove something. */
  private static List<String> repair(CheckedService service, List<String> template) {
    List<String> repaired = template;
    List<Difference> left = List.of();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      CheckReport report = service.check(repaired);
      left =
          report.differences().stream()
              .filter(difference -> difference.remedy() != Remedy.REMOVE)
              .toList();
      if (left.isEmpty()) {
        break;
      }
      repaired = CheckedService.repaired(repaired, report);
    }
    return left.stream().map(Difference::sentence).toList();
  }

  private static boolean isJudged(List<String> template, int at) {
    String entry = template.get(at).strip();
    Matcher parts = ENTRY.matcher(entry);
    boolean other =
        parts.matches()
            && parts.group(2) != null
            && OTHER_ENTRIES.matcher(parts.group(2)).matches();
    return !other
        && !OTHER_PARTS.matcher(entry).matches()
        && !isEmptyProperties(template, at)
        && !isOptional(template, at)
        && !isPartOf(template, at, "Metadata:|- Effect: Deny")
        && !isScheduled(template, at)
        && !isTrust(template, at);
  }

  /** Properties of a queue or a bus that are all optional. */
  private static boolean isEmptyProperties(List<String> template, int at) {
    int resource = around(template, at);
    return template.get(at).strip().equals("Properties:")
        && template.get(resource + 1).matches(".*(Queue|EventBus)");
  }

  /** What a service can do without, since it is there under one of these conditions alone. */
  private static boolean isOptional(List<String> template, int at) {
    int around = at;
    while (around > 0) {
      if (template.get(around).endsWith("!If")
          && template.get(around + 1).strip().matches("- With(Import|Vpc)")) {
        return true;
      }
      around = around(template, around);
    }
    return false;
  }

  private static boolean isPartOf(List<String> template, int at, String entry) {
    int around = at;
    while (around > 0 && !template.get(around).strip().matches(entry)) {
      around = around(template, around);
    }
    return around > 0;
  }

  /** The function of scheduled checks, which is optional, and what invokes it. */
  private static boolean isScheduled(List<String> template, int at) {
    int around = at;
    boolean inEvents = false;
    while (around > 0 && !template.get(around).matches("  \\w+:")) {
      inEvents |= template.get(around).strip().equals("Events:");
      around = around(template, around);
    }
    return template.get(around).strip().equals("CheckFunction:") && (inEvents || around == at);
  }

  /** The entry that a line is part of; none of the first ones. */
  private static int around(List<String> template, int at) {
    int around = at - 1;
    while (around > 0
        && CheckedService.indent(template.get(around)) >= CheckedService.indent(template.get(at))) {
      around--;
    }
    return around;
  }

  private static boolean isTrust(List<String> template, int at) {
    return template.subList(Math.max(0, at - 4), at).stream()
        .anyMatch(line -> line.strip().equals("AssumeRolePolicyDocument:"));
  }
}
