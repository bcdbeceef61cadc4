package dev.headwater.service.functions;

import dev.headwater.Decider;
import dev.headwater.audit.AuditSource;
import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewRebuild;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.audit.CommitScan;
import dev.headwater.dynamodb.audit.DynamoDbAuditSource;
import dev.headwater.dynamodb.audit.DynamoDbClaimLedger;
import dev.headwater.dynamodb.audit.UnitMeter;
import dev.headwater.dynamodb.backup.CommitExport;
import dev.headwater.dynamodb.backup.CommitImport;
import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.OperationsTable;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.eventbridge.DeadLetterQueue;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.QueueConsumer.QueueUrls;
import dev.headwater.eventbridge.QueuePublisher;
import dev.headwater.eventbridge.Redrive;
import dev.headwater.eventbridge.ViewRedrive;
import dev.headwater.host.Host;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.relay.EventPublisher;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.operations.OperationStores;
import dev.headwater.service.operations.RebuildDryRun;
import dev.headwater.service.status.StatusSources;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Audits of a service's views and claims, on the stores that the function's environment names. */
record ServiceOperationStores(
    Service service, Environment environment, AwsClients clients, Host host)
    implements OperationStores {
  @Override
  public Settings settings() {
    return environment.settings();
  }

  @Override
  public OperationsTable operations() {
    return new OperationsTable(
        clients.dynamoDb(), settings().text(Environment.OPERATIONS_TABLE), host);
  }

  @Override
  public <V, E> ViewAudit<V, E> viewAudit(View<V, E> view, int unitsPerSecond, boolean repairing) {
    return new ViewAudit<>(
        source(view.aggregate()),
        view.definition(),
        view.aggregate().events(),
        models().of(view, unitsPerSecond, repairing),
        host);
  }

  @Override
  public <V, E> ViewRebuild<V, E> viewRebuild(View<V, E> view, int unitsPerSecond) {
    return viewRebuild(
        view,
        source(view.aggregate()),
        models().of(view, unitsPerSecond, true).stream()
            .<ViewRebuild.Target<V>>map(
                model -> new ViewRebuild.Target.Stored<>(model.name(), model.views()))
            .toList());
  }

  @Override
  public <V, E> RebuildDryRun rebuildDryRun(View<V, E> view, int unitsPerSecond) {
    UnitMeter events = new UnitMeter();
    UnitMeter views = new UnitMeter();
    return new RebuildDryRun(
        viewRebuild(
            view,
            source(view.aggregate(), events.on(clients.dynamoDbForScans())),
            models().metered(view, unitsPerSecond, views).stream()
                .<ViewRebuild.Target<V>>map(
                    model -> new ViewRebuild.Target.Estimated<>(model.name(), model.estimator()))
                .toList()),
        events,
        views);
  }

  private <V, E> ViewRebuild<V, E> viewRebuild(
      View<V, E> view, AuditSource<E> source, List<ViewRebuild.Target<V>> targets) {
    return new ViewRebuild<>(source, view.definition(), view.aggregate().events(), targets, host);
  }

  private ViewModels models() {
    return new ViewModels(environment, clients, host);
  }

  @Override
  public CommitExport commitExport(int unitsPerSecond) {
    return new CommitExport(
            clients.dynamoDbForScans(), settings().text(Environment.COMMAND_TABLE), host)
        .within(unitsPerSecond);
  }

  @Override
  public CommitImport commitImport(String run, boolean publish, int unitsPerSecond) {
    return new CommitImport(
            clients.dynamoDbForScans(),
            settings().text(Environment.COMMAND_TABLE),
            run,
            publish,
            host)
        .within(unitsPerSecond);
  }

  private <E> DynamoDbAuditSource<E> source(Aggregate<?, ?, E, ?> aggregate) {
    return source(aggregate, clients.dynamoDbForScans());
  }

  private <E> DynamoDbAuditSource<E> source(
      Aggregate<?, ?, E, ?> aggregate, DynamoDbClient dynamoDb) {
    return new DynamoDbAuditSource<>(
        dynamoDb, settings().text(Environment.COMMAND_TABLE), aggregate.events(), host);
  }

  @Override
  public List<DeadLetters> deadLetters() {
    List<DeadLetters> all = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      addProjections(all, view);
    }
    relay().addTo(all);
    return all;
  }

  private RelayLetters relay() {
    return new RelayLetters(service, environment, clients, host);
  }

  private <V, E> void addProjections(List<DeadLetters> all, View<V, E> view) {
    add(all, view.name(), () -> redrive(view, view.definition(), () -> {}));
    if (view.search() != null) {
      ViewDefinition<V, E> definition = view.searchDefinition();
      add(all, definition.name(), () -> redrive(view, definition, () -> createIndex(view)));
    }
  }

  private void add(List<DeadLetters> all, String projection, Supplier<Redrive> redrive) {
    QueueUrls urls = environment.queueUrls(projection);
    if (urls != null) {
      all.add(
          new DeadLetters(
              projection, new DeadLetterQueue(clients.sqs(), urls.deadLetters(), host), redrive));
    }
  }

  private <V, E> Redrive redrive(
      View<V, E> view, ViewDefinition<V, E> definition, Runnable preparation) {
    AuditableViews<V> model =
        models().of(view, 0, true).stream()
            .filter(each -> each.name().equals(definition.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Search is switched off, so " + definition.name() + " has no index"));
    return new ViewRedrive(
        new Projector<>(
            definition,
            view.aggregate().events(),
            new DynamoDbEventLog<>(
                clients.dynamoDb(),
                settings().text(Environment.COMMAND_TABLE),
                view.aggregate().events()),
            model.views(),
            host),
        preparation);
  }

  @Override
  public CommitScan commits() {
    return new CommitScan(
        clients.dynamoDbForScans(), settings().text(Environment.COMMAND_TABLE), host);
  }

  @Override
  public EventLog<EncodedEvent> storedLog() {
    return relay().log();
  }

  @Override
  public EventPublisher replaying(String projection) {
    if (projection.isEmpty()) {
      return relay().publisher().replaying();
    }
    QueueUrls urls = environment.queueUrls(projection);
    if (urls == null) {
      throw new IllegalStateException(
          "The environment of the operations function does not name the queue of " + projection);
    }
    return new QueuePublisher(
        clients.sqs(),
        urls.messages(),
        settings().text(Environment.EVENT_SOURCE_NAME),
        service.eventIds());
  }

  @Override
  public LetterArchive letterArchive() {
    return new LetterArchive(
        clients.dynamoDb(), settings().text(Environment.OPERATIONS_TABLE), host);
  }

  @Override
  public boolean hasSearch() {
    return settings().get(Environment.SEARCH_ENDPOINT) != null;
  }

  @Override
  public void createIndex(View<?, ?> view) {
    OpenSearchClient search = view.search() == null ? null : clients.openSearchForScans();
    if (search != null) {
      SearchIndexes.of(view, search).create();
    }
  }

  @Override
  public List<ClaimAudit<?, ?>> claimAudits(Settings settings, boolean takeOver) {
    CommandTables.requireOwnClaims(service, settings);
    List<ClaimAudit<?, ?>> audits = new ArrayList<>();
    for (Aggregate<?, ?, ?, ?> aggregate : service.aggregates()) {
      add(audits, aggregate, settings);
    }
    if (!audits.isEmpty() && !takeOver) {
      ClaimsTableCheck.requireClaimsOf(
          clients.dynamoDb(),
          settings().text(Environment.COMMAND_TABLE),
          settings().text(Environment.CLAIMS_TABLE));
    }
    return audits;
  }

  private <S, E> void add(
      List<ClaimAudit<?, ?>> audits, Aggregate<?, S, E, ?> aggregate, Settings settings) {
    Decider<?, S, E, ?> decider = aggregate.decider(settings);
    if (!decider.claimNames().isEmpty()) {
      audits.add(
          new ClaimAudit<>(
              aggregate.category(),
              source(aggregate),
              new DynamoDbClaimLedger(
                  clients.dynamoDbForScans(),
                  settings().text(Environment.COMMAND_TABLE),
                  settings().text(Environment.CLAIMS_TABLE),
                  host),
              decider,
              host));
    }
  }

  @Override
  public void takeOverClaims() {
    ClaimsTableCheck.takeOver(
        clients.dynamoDb(),
        settings().text(Environment.COMMAND_TABLE),
        settings().text(Environment.CLAIMS_TABLE));
  }

  @Override
  public boolean claimsWereNeverFilled() {
    return ClaimsTableCheck.needsRepair(
        clients.dynamoDb(),
        settings().text(Environment.COMMAND_TABLE),
        settings().text(Environment.CLAIMS_TABLE));
  }

  @Override
  public StatusSources status() {
    return new ServiceStatusSources(service, environment, clients, host);
  }
}
