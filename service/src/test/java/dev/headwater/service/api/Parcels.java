package dev.headwater.service.api;

import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.Projection;
import dev.headwater.query.ListOrder;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Answer;
import dev.headwater.service.Reads;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A service of unusual descriptions: ids and keys with a normal form, two views, many searches. */
final class Parcels {
  private static final String NOT_BLANK = "must not be blank";

  private Parcels() {}

  record ParcelId(String value) {
    ParcelId {
      value = value.toLowerCase(Locale.ROOT);
    }
  }

  record City(String name) {
    City {
      if (name.isBlank()) {
        throw new IllegalArgumentException(NOT_BLANK);
      }
      name = name.strip().toUpperCase(Locale.ROOT);
    }
  }

  record Clerk(String name) {
    Clerk {
      if (!name.startsWith("clerk-")) {
        throw new IllegalArgumentException("must begin with clerk-");
      }
    }
  }

  sealed interface Command {
    record Send(
        ParcelId parcelId, City city, String street, String sender, String mark, String seal)
        implements Command {}

    sealed interface Handling extends Command {
      record Lose(ParcelId parcelId, int shelf, boolean sure, @Nullable Clerk by)
          implements Handling {}
    }
  }

  sealed interface Event {
    record Sent(String city, String street, String sender, String mark, String seal)
        implements Event {}

    record Lost(int shelf, @Nullable String by) implements Event {}
  }

  record Parcel(boolean sent) {}

  enum Refusal {
    SENT_ALREADY
  }

  record ParcelView(
      String parcelId, City city, String street, String sender, String mark, String seal) {}

  record CityQuery(String city, @Nullable String after, int limit) {}

  record CityAnswer(int parcels, @Nullable String next) {}

  record LogQuery(String id) {}

  record LogAnswer(int commits) {}

  private static Aggregate<Command, Parcel, Event, Refusal> bare() {
    return Aggregate.of("PARCEL", ParcelId.class, new Rules())
        .events(JsonEvents.of(Event.class))
        .state(JsonState.of(Parcel.class))
        .refusals(reason -> dev.headwater.service.Refusal.conflict("The parcel is sent already"));
  }

  static Aggregate<Command, Parcel, Event, Refusal> aggregate() {
    return bare()
        .creates(Command.Send.class, post("/senders/{sender}/parcels"))
        .takes(
            Command.Handling.Lose.class,
            post("/parcels/{id}/loss/{shelf}"),
            lose -> lose.actor("by"));
  }

  /** Without any route. */
  static Service describeInvokes() {
    var parcel =
        bare()
            .creates(Command.Send.class, send -> send.generated("seal"))
            .takes(Command.Handling.Lose.class);
    return Service.of("parcels")
        .aggregate(parcel)
        .view(View.of("parcel-view", parcel, ParcelView.class, new Fold()).lookUp("GetParcel"));
  }

  static Service describe() {
    var parcel = aggregate();
    var view =
        View.of("parcel-view", parcel, ParcelView.class, new Fold())
            .listedBy("list", "city", "street")
            .listedBy("archive", "sender", "street")
            .searchedIn("parcel-search", "parcels")
            .searchedBy("street")
            .searchedBy("sender")
            .filteredBy("mark")
            .filteredBy("seal")
            .lookUp(get("/parcels/{id}"))
            .list("city", get("/parcels"))
            .search("street", get("/parcels"))
            .search("sender", get("/parcels"))
            .search("street", get("/found"))
            .search("sender", get("/found"))
            .list("sender", get("/by-sender"))
            .count(get("/parcels/count"));
    var archive =
        View.of("archive", parcel, ParcelView.class, new Fold())
            .listedBy("list", "city", "street")
            .list("city", get("/archive"));
    return Service.of("parcels")
        .aggregate(parcel)
        .view(view)
        .view(archive)
        .query(
            "ByCity",
            get("/cities/{city}"),
            CityQuery.class,
            CityAnswer.class,
            (query, reads) -> byCity(query, reads, view))
        .query(
            "Log",
            get("/logs/{id}"),
            LogQuery.class,
            LogAnswer.class,
            (query, reads) ->
                Answer.found(
                    new LogAnswer(
                        reads
                            .log(parcel)
                            .read(new StreamId("PARCEL", query.id()), 0, 10)
                            .commits()
                            .size())));
  }

  private static Answer<CityAnswer> byCity(
      CityQuery query, Reads reads, View<ParcelView, Event> view) {
    var page =
        reads.list(view, "city", query.city(), ListOrder.ASCENDING, query.after(), query.limit());
    return page.entries().isEmpty()
        ? Answer.refused("no-parcels", dev.headwater.service.Refusal.unknown())
        : Answer.found(new CityAnswer(page.entries().size(), page.next()));
  }

  private record Rules() implements Decider<Command, Parcel, Event, Refusal> {
    @Override
    public Parcel initialState() {
      return new Parcel(false);
    }

    @Override
    public Decision<Event, Refusal> decide(Command command, Parcel parcel) {
      return switch (command) {
        case Command.Send send ->
            parcel.sent()
                ? Decision.reject(Refusal.SENT_ALREADY)
                : Decision.accept(
                    new Event.Sent(
                        send.city().name(),
                        send.street(),
                        send.sender(),
                        send.mark(),
                        send.seal()));
        case Command.Handling.Lose lose ->
            Decision.accept(
                new Event.Lost(lose.shelf(), lose.by() == null ? null : lose.by().name()));
      };
    }

    @Override
    public Parcel evolve(Parcel parcel, Event event) {
      return new Parcel(true);
    }
  }

  private record Fold() implements Projection<ParcelView, Event> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable ParcelView apply(@Nullable ParcelView view, RecordedEvent<Event> recorded) {
      return switch (recorded.event()) {
        case Event.Sent sent ->
            new ParcelView(
                recorded.stream().id(),
                new City(sent.city()),
                sent.street(),
                sent.sender(),
                sent.mark(),
                sent.seal());
        case Event.Lost lost -> view;
      };
    }
  }
}
