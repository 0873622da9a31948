package io.incidentiq.examples.alarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes keys and certificates with the JDK's {@code keytool}. */
final class Keytool {
    private static final String PASSWORD = "rehearsal";

    private final Path store;

    private Keytool(Path store) {
        this.store = store;
    }

    /** The folder goes with the process. */
    static Keytool inFolderOfItsOwn() throws IOException {
        Path folder = Files.createTempDirectory("keys");
        folder.toFile().deleteOnExit();
        Path store = folder.resolve("keys.p12");
        store.toFile().deleteOnExit();
        return new Keytool(store);
    }

    /** A key, and the certificate that goes with it. */
    record Pair(PrivateKey key, X509Certificate certificate) {
        /** Returns the certificate as SNS serves it, alone. */
        String pem() throws GeneralSecurityException {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        }
    }

    /** Makes a key whose certificate is for {@code name}; {@code more} are options such as {@code -signer ALIAS}. */
    synchronized Pair pair(String alias, String name, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + name));
        command.addAll(
                List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-keyalg", "RSA", "-keysize", "2048"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return read(alias);
    }

    private Pair read(String alias) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Pair(
                (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray()), (X509Certificate) keys.getCertificate(alias));
    }
}
