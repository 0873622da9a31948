package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CertificateChainTest {
    /** As SNS serves its certificate. */
    @Test
    void require_certificateWithoutItsIssuers_fetchesThat() throws Exception {
        FakeSns sns = FakeSns.shared();
        HttpServer issuers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Keytool.Pair between = sns.pair("between", "Between root and server", "-signer", "root", "-ext", "bc:c");
        byte[] published = between.certificate().getEncoded();
        issuers.createContext("/between.cer", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, published.length);
                exchange.getResponseBody().write(published);
            }
        });
        issuers.start();
        String page = "http://127.0.0.1:" + issuers.getAddress().getPort() + "/between.cer";
        Keytool.Pair server =
                sns.pair("server", "sns.amazonaws.com", "-signer", "between", "-ext", "AIA=caIssuers:URI:" + page);

        sns.chain().require(bytes(server.pem()));

        issuers.stop(0);
    }

    @Test
    void require_publicRoots_doNotVouchForAStranger() throws Exception {
        CertificateChain chain = CertificateChain.toPublicRoots();
        Keytool.Pair stranger = FakeSns.shared().pair("nobody", "sns.amazonaws.com", "-signer", "root");

        assertThat(chain.roots()).isNotEmpty();
        assertThatThrownBy(() -> chain.require(bytes(stranger.pem())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trusted root");
    }

    @Test
    void require_noCertificate_isRefused() throws Exception {
        CertificateChain chain = FakeSns.shared().chain();

        assertThatThrownBy(() -> chain.require(bytes("<html>"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> chain.require(new byte[0])).isInstanceOf(IOException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
