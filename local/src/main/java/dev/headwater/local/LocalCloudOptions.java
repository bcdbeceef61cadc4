package dev.headwater.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What to run, and where.
 *
 * @param stackName begins the names of resources that have no name of their own
 * @param parameters values of the template's parameters; without one, a parameter has its default
 * @param dataFolder keeps everything across restarts; {@code null} to keep nothing
 * @param httpPort of the HTTP API on the loopback interface; 0 for a free one
 * @param progress is told what the start is doing, a line at a time, on the starting thread
 */
public record LocalCloudOptions(Path template, String stackName, Map<String, String> parameters,
        @Nullable Path dataFolder, int httpPort, Consumer<String> progress) {
    private static final int MAX_PORT = 65_535;

    public LocalCloudOptions {
        parameters = Map.copyOf(parameters);
        if (httpPort < 0 || httpPort > MAX_PORT) {
            throw new LocalCloudException(
                    httpPort + " is no port: choose one from 1 to " + MAX_PORT + ".");
        }
    }

    /** Keeps nothing, listens on a free port, and says nothing. */
    public static LocalCloudOptions of(Path template, String stackName) {
        return new LocalCloudOptions(template, stackName, Map.of(), null, 0, line -> {});
    }

    public LocalCloudOptions withParameters(Map<String, String> values) {
        return new LocalCloudOptions(template, stackName, values, dataFolder, httpPort, progress);
    }

    public LocalCloudOptions withDataFolder(Path folder) {
        return new LocalCloudOptions(template, stackName, parameters, folder, httpPort, progress);
    }

    public LocalCloudOptions withHttpPort(int port) {
        return new LocalCloudOptions(template, stackName, parameters, dataFolder, port, progress);
    }

    public LocalCloudOptions withProgress(Consumer<String> listener) {
        return new LocalCloudOptions(template, stackName, parameters, dataFolder, httpPort,
                listener);
    }
}
