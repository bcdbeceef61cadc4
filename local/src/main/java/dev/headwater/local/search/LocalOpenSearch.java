package dev.headwater.local.search;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.search.index.Catalog;
import dev.headwater.local.search.index.FolderStorage;
import dev.headwater.local.search.index.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Answers the OpenSearch requests that a projection and its queries need, from an embedded Lucene
 * index, over HTTP on a free port of the loopback interface. Refuses everything else, naming what
 * is not supported.
 *
 * <p>An acknowledged bulk survives {@code kill -9}, though not necessarily a power failure. Every
 * look-up and search that begins afterwards sees it. Checking an external version and writing are
 * atomic. Only one process at a time may use a folder.
 *
 * <p>Differences from OpenSearch: writes need no refresh, nothing is scored, an index has one
 * shard, a field has one value, mappings must be {@code dynamic: strict}, indexes are not created
 * automatically, and responses have no sequence numbers.
 */
public final class LocalOpenSearch implements AutoCloseable {
  /** Referenced, because java.util.logging forgets the level of an unreferenced logger. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private static final Set<String> NONE = Set.of();
  private static final Set<String> BULK = Set.of("refresh", DocumentApi.REQUIRE_ALIAS);

  private final Catalog catalog;
  private final LoopbackServer server;

  private LocalOpenSearch(Catalog catalog, LoopbackServer server) {
    this.catalog = catalog;
    this.server = server;
  }

  /**
   * Starts on any free port, and returns once it is listening.
   *
   * @param folder of the indexes, created if absent; {@code null} for indexes in memory
   * @throws LocalCloudException when the folder is in use or damaged; nothing is left running
   */
  public static LocalOpenSearch start(@Nullable Path folder) {
    return start(LoopbackPort.bind(0), folder);
  }

  /**
   * Starts on a port, and returns once it is listening.
   *
   * @param port closed in the end, even if the search does not start
   * @param folder of the indexes, created if absent; {@code null} for indexes in memory
   * @throws LocalCloudException when the folder is in use or damaged; nothing is left running
   */
  public static LocalOpenSearch start(LoopbackPort port, @Nullable Path folder) {
    LUCENE.setLevel(Level.SEVERE); // otherwise it recommends adding the vector module
    Catalog catalog = null;
    try {
      catalog = catalog(folder);
      return new LocalOpenSearch(
          catalog,
          LoopbackServer.start(
              port,
              ServerOptions.limitedTo(ApiHandler.MAX_BODY_BYTES).unpacking(),
              new Api(routes(catalog))));
    } catch (RuntimeException failure) {
      IOUtils.closeWhileHandlingException(catalog, port);
      throw failure;
    }
  }

  private static Catalog catalog(@Nullable Path folder) {
    Storage storage = null;
    try {
      storage = folder == null ? Storage.inMemory() : FolderStorage.lock(folder);
      return Catalog.open(storage);
    } catch (IOException | RuntimeException failure) {
      IOUtils.closeWhileHandlingException(storage);
      throw new LocalCloudException("The search index in " + folder + advice(failure), failure);
    }
  }

  private static String advice(Exception failure) {
    return switch (failure) {
      case LockObtainFailedException inUse ->
          " is in use by another process: stop that process or choose another folder.";
      case FileSystemException unusable when !(unusable instanceof NoSuchFileException) ->
          " cannot be used: check the folder's permissions and the free disk space.";
      default ->
          " cannot be read: delete that folder and start again. The streams refill it with the last"
              + " 24 hours; repair older entries.";
    };
  }

  private static HttpRoutes routes(Catalog catalog) {
    var documents = new DocumentApi(catalog);
    var search = new SearchApi(catalog);
    var indices = new IndexApi(catalog);
    return new HttpRoutes()
        .add("POST", "/_aliases", new ApiHandler(NONE, indices::addAliases))
        .add("GET", "/_alias/{alias}", new ApiHandler(NONE, indices::alias))
        .add("POST", "/{index}/_bulk", new ApiHandler(BULK, documents::bulk))
        .add("GET", "/{index}/_doc/{id+}", new ApiHandler(NONE, documents::get))
        .add("POST", "/{index}/_mget", new ApiHandler(NONE, documents::multiGet))
        .add("POST", "/{index}/_search", new ApiHandler(Set.of("typed_keys"), search::search))
        .add("POST", "/{index}/_count", new ApiHandler(NONE, search::count))
        .add("GET", "/{index}/_mapping", new ApiHandler(NONE, indices::mapping))
        .add("PUT", "/{index}/_mapping", new ApiHandler(NONE, indices::addFields))
        .add("POST", "/{index}/_refresh", new ApiHandler(NONE, indices::refresh))
        .add("HEAD", "/{index}", new ApiHandler(NONE, indices::exists))
        .add("PUT", "/{index}", new ApiHandler(NONE, indices::create))
        .add("DELETE", "/{index}", new ApiHandler(NONE, indices::delete));
  }

  /** Routes requests, and words errors in OpenSearch's format. */
  private record Api(HttpRoutes routes) implements HttpService {
    @Override
    public HttpReply answer(HttpCall call) {
      try {
        return routes.answer(call).orElseGet(() -> ApiHandler.refuse(call));
      } catch (BadlyEncodedException malformed) {
        return refusal(400, "The path or query has malformed percent-encoding");
      }
    }

    @Override
    public HttpReply refusal(int status, String reason) {
      return switch (status) {
        case 413 ->
            ApiHandler.reply(
                status,
                "content_too_long_exception",
                "A body is larger than " + ApiHandler.MAX_BODY_BYTES + " bytes");
        case 500 -> ApiHandler.reply(status, "exception", reason);
        default -> ApiHandler.reply(status, "illegal_argument_exception", reason);
      };
    }
  }

  public URI endpoint() {
    return server.uri();
  }

  /** Accepts no more requests and closes the indexes; everything acknowledged is kept. */
  @Override
  public void close() {
    server.close();
    try {
      catalog.close();
    } catch (IOException e) {
      throw new LocalCloudException("The search index did not close: kill the process.", e);
    }
  }
}
