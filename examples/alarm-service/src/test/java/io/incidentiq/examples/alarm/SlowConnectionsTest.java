package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowConnectionsTest {
    private static final String BEGUN = "POST /alarms HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{";

    private static Socket slow(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(BEGUN.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void get_besideAHundredSlowConnections_isServed() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ServiceDrill drill = ServiceDrill.at(1, FakeSns.shared(), URI.create("http://127.0.0.1:1/hook"))) {
            for (int i = 0; i < 100; i++) {
                slow.add(slow(drill.port()));
            }
            long began = System.nanoTime();

            for (int i = 0; i < 20; i++) {
                assertThat(drill.get("/nothing").statusCode()).isEqualTo(404);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
