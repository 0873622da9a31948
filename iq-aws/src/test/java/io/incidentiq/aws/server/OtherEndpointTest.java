package io.incidentiq.aws.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@link OtherEcs} against moto's server, or whatever {@code IQ_TEST_ENDPOINT} names. */
@Execution(ExecutionMode.CONCURRENT)
class OtherEndpointTest extends OtherEcs {
    private @Nullable Moto moto;

    @Override
    URI endpoint() {
        String named = System.getenv("IQ_TEST_ENDPOINT");
        try {
            return URI.create(named == null ? startMoto() : named);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String startMoto() throws IOException {
        Moto started = Moto.start("the adapters did not meet it");
        moto = started;
        return started.uri();
    }

    @AfterAll
    void stop() {
        if (moto != null) {
            moto.close();
        }
    }
}
