package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rule that the check proposes waits for: the policy that lets it send. */
class MissingRuleTest {
  private static final String OF_ANY_RULE =
      """
                    ArnLike:
                      aws:SourceArn: !Sub "arn:${AWS::Partition}:events:${AWS::Region}:\
      ${AWS::AccountId}:rule/${Bus}/*"\
      """;
  private static final String OF_THIS_RULE =
      """
                    ArnEquals:
                      aws:SourceArn: !GetAtt OrderViewRule.Arn\
      """;

  @Test
  void it_waits_for_the_policy_that_there_is() {
    assertThat(proposedRule(template())).contains("  DependsOn: OrderViewQueuePolicy");
  }

  @Test
  void it_waits_for_the_policy_under_another_name() {
    List<String> template =
        template().stream()
            .map(line -> line.replace("OrderViewQueuePolicy", "LettersPolicy"))
            .toList();

    assertThat(proposedRule(template)).contains("  DependsOn: LettersPolicy");
  }

  @Test
  void it_waits_for_the_policy_that_is_proposed_with_it() {
    List<String> template = new ArrayList<>(template());
    remove(template, "  OrderViewQueuePolicy:");

    assertThat(proposedRule(template)).contains("  DependsOn: OrderViewQueuePolicy");
  }

  @Test
  void it_does_not_wait_for_a_policy_that_waits_for_it() {
    String text = String.join("\n", template());
    int policy = text.indexOf(OF_ANY_RULE);
    assertThat(policy).isPositive();
    String circular =
        text.substring(0, policy) + OF_THIS_RULE + text.substring(policy + OF_ANY_RULE.length());

    assertThat(proposedRule(circular.lines().toList()))
        .contains("OrderViewRule:")
        .noneMatch(line -> line.contains("DependsOn"));
  }

  @Test
  void a_condition_that_knows_no_wildcards_lets_nothing_in() {
    List<String> template =
        template().stream().map(line -> line.replace("ArnLike:", "StringEquals:")).toList();

    assertThat(CheckedService.ORDERS.check(template).differences())
        .extracting(Difference::sentence)
        .contains("No queue policy lets OrderViewRule send events to OrderViewQueue");
  }

  private static List<String> template() {
    return CheckedService.ORDERS.template();
  }

  private static void remove(List<String> template, String resource) {
    int at = template.indexOf(resource);
    template.subList(at, CheckedService.end(template, at)).clear();
  }

  /** The lines of the rule that is proposed for a template from which it is removed. */
  private static List<String> proposedRule(List<String> template) {
    List<String> without = new ArrayList<>(template);
    remove(without, "  OrderViewRule:");
    List<String> proposals =
        CheckedService.ORDERS.check(without).differences().stream()
            .filter(difference -> difference.sentence().startsWith("No rule routes events to"))
            .map(Difference::yaml)
            .toList();
    assertThat(proposals).hasSize(1);
    return proposals.getFirst().stripIndent().lines().toList();
  }
}
