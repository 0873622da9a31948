package io.incidentiq.examples.alarm;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Amazon SNS serves over HTTPS: its certificates, and the pages that confirm a subscription. */
@FunctionalInterface
interface AmazonSite {
    /** Only these hosts are ever asked, whatever a message says. */
    Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

    /**
     * Returns what is at {@code page}, one that {@link #page} has let through.
     *
     * @throws IOException if there is no answer in time, another one than 200, or a long one
     */
    byte[] get(URI page) throws IOException;

    /** Returns {@code text} as the address of a page of Amazon SNS; empty if it isn't one. */
    static Optional<URI> page(String text) {
        try {
            URI page = new URI(text);
            boolean amazons = "https".equals(page.getScheme())
                    && page.getHost() != null
                    && HOST.matcher(page.getHost()).matches()
                    && page.getPort() == -1
                    && page.getUserInfo() == null;
            return amazons ? Optional.of(page) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns the site itself: 5 s for a connection and for each piece of an answer, no redirects, 64 KiB at most. */
    static AmazonSite overHttps() {
        return AmazonSite::fetched;
    }

    private static byte[] fetched(URI page) throws IOException {
        int patienceMillis = 5_000;
        int longest = 64 * 1024;
        var connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(patienceMillis);
        connection.setReadTimeout(patienceMillis);
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("expected 200, found " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                byte[] bytes = body.readNBytes(longest + 1);
                if (bytes.length > longest) {
                    throw new IOException("expected %d bytes at most, found more".formatted(longest));
                }
                return bytes;
            }
        } finally {
            connection.disconnect();
        }
    }
}
