package io.incidentiq.rollback.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in headless Chromium whose only way out is a proxy of the test: nothing asks it for anything. In the long campaign only. */
@Tag("long")
class ReportInChromiumTest {
    private static final String CHROMIUM = "chromium";
    private static final String LEAK = "<img src=\"http://leak.example/x.png\"/>";

    /** What the browser asks its makers for, whatever page it shows. */
    private static final Pattern ITS_OWN =
            Pattern.compile("^\\w+ (http://)?[a-z0-9.]+\\.(google|googleapis|gvt1)\\.com[:/]");

    @TempDir
    Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Boolean.getBoolean("iq.full"), "browsers are part of the long campaign");
        requireOnPath();
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::refuseAll, "proxy of " + getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void end() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
    }

    private void refuseAll() {
        while (!proxy.isClosed()) {
            try (Socket asked = proxy.accept()) {
                var reader = new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8));
                String request = String.valueOf(reader.readLine());
                if (!ITS_OWN.matcher(request).find()) {
                    requests.add(request);
                }
                asked.getOutputStream()
                        .write("HTTP/1.1 502 no\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the test is over, or the browser has closed
            }
        }
    }

    static Stream<Map.Entry<String, RunReport>> outcomes() {
        return Reports.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void page_opened_asksForNothingAndPrints(Map.Entry<String, RunReport> report) throws Exception {
        String dom = opened(report.getValue().toHtml());

        assertThat(requests).isEmpty();
        assertThat(dom).contains("<h1>" + report.getKey(), "</footer></main>");
        assertThat(Files.readString(folder.resolve("page.pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF")
                .contains("%%EOF");
        assertThat(Files.size(folder.resolve("page.png"))).isGreaterThan(10_000);
    }

    @Test
    void page_hostileTexts_asksForNothing() throws Exception {
        String all = ReportPageTest.hostile().stream().limit(30).collect(Collectors.joining(" "));
        for (String text : List.of(
                all, ReportPageTest.hostile().get(31) + ReportPageTest.hostile().get(32))) {
            String dom = opened(Reports.hostile(text).toHtml());

            assertThat(requests).isEmpty();
            assertThat(dom).contains("</footer></main>").doesNotContain("<img", "<iframe", "<link", "<base", "<form");
        }
    }

    /** If somebody got an image into the page after all, its policy would keep the browser from asking for it. */
    @Test
    void page_imageFromElsewhere_isNotAskedFor() throws Exception {
        String page = Reports.cancelled().toHtml();
        String dom = opened(page.replace("<footer>", LEAK + "<footer>"));

        assertThat(dom).contains("leak.example");
        assertThat(requests).isEmpty();
    }

    /** Without the policy the same image is asked for: the test sees what leaves. */
    @Test
    void otherPage_imageFromElsewhere_isSeen() throws Exception {
        opened("<!DOCTYPE html><title>x</title>" + LEAK);

        assertThat(requests).anyMatch(r -> r.contains("leak.example"));
    }

    /** Returns the page as the browser has it, and leaves a PDF and a picture of it. */
    private String opened(String page) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page.html"), page);
        Path dom = folder.resolve("dom");
        var browser = new ProcessBuilder(
                        CHROMIUM,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-default-apps",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--proxy-server=http://127.0.0.1:" + proxy.getLocalPort(),
                        "--proxy-bypass-list=<-loopback>",
                        "--dump-dom",
                        "--print-to-pdf=" + folder.resolve("page.pdf"),
                        "--screenshot=" + folder.resolve("page.png"),
                        file.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        boolean ended = browser.waitFor(120, TimeUnit.SECONDS);
        browser.destroyForcibly();
        assertThat(ended).as(Files.readString(folder.resolve("errors"))).isTrue();
        return Files.readString(dom);
    }

    private static void requireOnPath() {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, CHROMIUM)));
        if (!there) {
            System.err.println("SKIPPED: " + CHROMIUM + " is not on the PATH, so no page was opened");
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", CHROMIUM)
                .isTrue();
        assumeTrue(there, CHROMIUM + " is on the PATH");
    }
}
