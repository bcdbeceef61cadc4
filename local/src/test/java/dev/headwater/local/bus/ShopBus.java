package dev.headwater.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.bus.PutAnswer.Answered;
import dev.headwater.local.bus.PutAnswer.Result;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.sqs.model.Message;

/** A JUnit extension: a shop's bus whose targets are the named queues, emptied before each test. */
record ShopBus(LocalSqs queues, List<String> queueNames, AtomicInteger losses)
    implements BeforeEachCallback, AfterAllCallback {
  static final String NAME = "shop-bus";
  static final String ORDERS =
      """
      {"source": ["shop"], "detail-type": ["OrderPlaced"]}
      """;

  static ShopBus withQueues(String... names) {
    return new ShopBus(LocalSqs.start(), List.of(names), new AtomicInteger());
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    losses.set(0);
    for (String name : queueNames) {
      queues.client().createQueue(queue -> queue.queueName(name));
      queues.client().purgeQueue(queue -> queue.queueUrl(url(name)));
    }
  }

  LocalBus bus(RuleDeclaration... rules) {
    return bus(new StopSignal(), rules);
  }

  LocalBus bus(StopSignal stop, RuleDeclaration... rules) {
    return bus(targets(AsyncInvoker.NONE, stop), rules);
  }

  LocalBus bus(AsyncInvoker functions, RuleDeclaration... rules) {
    return bus(targets(functions, new StopSignal()), rules);
  }

  private static LocalBus bus(LocalBus.Targets targets, RuleDeclaration... rules) {
    return new LocalBus(List.of(new BusDeclaration("Bus", NAME)), List.of(rules), targets);
  }

  LocalBus.Targets targets(AsyncInvoker functions, StopSignal stop) {
    return new LocalBus.Targets(
        queues.client(), this::url, functions, losses::incrementAndGet, Chaos.NONE, stop);
  }

  static RuleDeclaration rule(String name, String pattern, String queue) {
    return rule(name, pattern, to(queue));
  }

  static RuleDeclaration rule(String name, String pattern, Target... targets) {
    return new RuleDeclaration(name, name, NAME, pattern, true, List.of(targets));
  }

  static Target to(String queue) {
    return new Target(queue, LocalArn.queue(queue), null, null);
  }

  static BusEntry order(String detail) {
    return entry("shop", "OrderPlaced", detail, NAME);
  }

  static BusEntry entry(
      @Nullable String source,
      @Nullable String detailType,
      @Nullable String detail,
      @Nullable String bus) {
    return new BusEntry(source, detailType, detail, List.of(), null, bus);
  }

  static List<Result> results(PutAnswer answer) {
    assertThat(answer).isInstanceOf(Answered.class);
    return ((Answered) answer).results();
  }

  List<String> received(String queue) {
    return messages(queue).stream().map(Message::body).toList();
  }

  List<Message> messages(String queue) {
    return queues
        .client()
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(url(queue))
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .waitTimeSeconds(1))
        .messages();
  }

  /** Also works for queues that do not exist. */
  private String url(String queue) {
    return queues.endpoint().resolve("/000000000000/" + queue).toString();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    queues.close();
  }
}
