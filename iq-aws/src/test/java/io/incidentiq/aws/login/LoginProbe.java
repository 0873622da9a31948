package io.incidentiq.aws.login;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.aws.AwsRollbackBuilder;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * A program that logs in as its environment says, asks once, and writes what came of it into a file. It does so twice and tells the
 * second time, as what a machine takes to load the classes says nothing of a login.
 */
final class LoginProbe {
    private LoginProbe() {}

    /**
     * Logs in and asks.
     *
     * @param args the endpoint of ECS, the profile or an empty text, the file to write
     */
    public static void main(String[] args) throws IOException {
        String first = end(args);
        long begun = System.nanoTime();
        String end = end(args);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Files.writeString(
                Path.of(args[2]), millis + " " + (end.equals(first) ? end : "first " + first + ", then " + end));
    }

    private static String end(String[] args) {
        AwsRollbackBuilder builder = AwsRollback.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpoint(URI.create(args[0]));
        try (AwsRollback aws = (args[1].isEmpty() ? builder : builder.profile(args[1])).build()) {
            aws.registry().describe(Set.of(new ServiceId("production", "payments")));
            return "OK";
        } catch (ProviderException e) {
            return e.kind() + " " + e.getMessage();
        } catch (IllegalStateException e) {
            return "NO CLIENTS " + e.getMessage();
        } catch (RuntimeException e) {
            return "UNEXPECTED " + e;
        }
    }
}
