package dev.headwater.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * A request with a JSON body, sent in the plainest way there is: by the JDK, over a connection that
 * is kept, its answer read to the end and no further looked at. The functions' HTTP client stands
 * on the same.
 */
final class HttpPost {
    private final String path;
    private final byte[] body;

    /** @param body is not copied: nobody changes it */
    HttpPost(String path, byte[] body) {
        this.path = path;
        this.body = body;
    }

    String path() {
        return path;
    }

    byte[] body() {
        return body;
    }

    HttpPost withPath(String other) {
        return new HttpPost(other, body);
    }

    byte[] send(URI endpoint) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint.resolve(path)
                .toURL()
                .openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream output = connection.getOutputStream()) {
            output.write(body);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(path + " is answered with " + connection.getResponseCode());
        }
        try (InputStream answer = connection.getInputStream()) {
            return answer.readAllBytes();
        }
    }
}
