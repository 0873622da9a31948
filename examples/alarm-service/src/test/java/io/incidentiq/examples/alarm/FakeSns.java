package io.incidentiq.examples.alarm;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SNS as a subscriber sees it: signs what it sends, and serves the certificate. Signed as
 * <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html">documented</a>.
 */
final class FakeSns implements AmazonSite {
    static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
    static final String SITE = "https://sns.us-east-1.amazonaws.com/";
    static final String CERTIFICATE = SITE + "SimpleNotificationService-1.pem";

    private static final List<String> SIGNED_OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_OF_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    static {
        // As CertificateChain has it, but from anywhere. Java reads it once, with the first chain.
        System.setProperty("com.sun.security.enableAIAcaIssuers", "true");
        Security.setProperty("com.sun.security.allowedAIALocations", "any");
    }

    private static @Nullable FakeSns shared;

    private final Keytool keytool;
    private final Keytool.Pair root;
    private final Keytool.Pair signer;
    private final Map<URI, byte[]> pages = new ConcurrentHashMap<>();
    private final List<URI> visited = new CopyOnWriteArrayList<>();

    private FakeSns(Keytool keytool, Keytool.Pair root, Keytool.Pair signer) throws GeneralSecurityException {
        this.keytool = keytool;
        this.root = root;
        this.signer = signer;
        publish(CERTIFICATE, signer.pem());
    }

    /** Returns one that all tests may use: a key takes a while to make. */
    static synchronized FakeSns shared() throws IOException, InterruptedException, GeneralSecurityException {
        if (shared == null) {
            shared = create();
        }
        return shared;
    }

    static FakeSns create() throws IOException, InterruptedException, GeneralSecurityException {
        Keytool keytool = Keytool.inFolderOfItsOwn();
        Keytool.Pair root = keytool.pair("root", "Root of the rehearsal", "-ext", "bc:c");
        return new FakeSns(keytool, root, keytool.pair("sns", "sns.amazonaws.com", "-signer", "root"));
    }

    /** Makes another key, as {@link Keytool#pair} does. */
    Keytool.Pair pair(String alias, String name, String... more) throws Exception {
        return keytool.pair(alias, name, more);
    }

    CertificateChain chain() {
        return new CertificateChain(Set.of(new TrustAnchor(root.certificate(), null)));
    }

    void publish(String page, String text) {
        pages.put(URI.create(page), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] get(URI page) throws IOException {
        visited.add(page);
        byte[] bytes = pages.get(page);
        if (bytes == null) {
            throw new IOException("expected 200, found 404");
        }
        return bytes;
    }

    List<URI> visited() {
        return visited;
    }

    /** Returns a notification, to be changed before it is signed. */
    static Map<String, String> notification(String message, Instant at) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Type", "Notification");
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", TOPIC);
        fields.put("Subject", "ALARM: \"payments-service-5xx\" in US East (N. Virginia)");
        fields.put("Message", message);
        fields.put("Timestamp", millis(at) + "Z");
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", CERTIFICATE);
        fields.put("UnsubscribeURL", SITE + "?Action=Unsubscribe");
        return fields;
    }

    /** SNS always writes three digits. */
    static String millis(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).plusNanos(1).toString();
        return text.substring(0, text.length() - "000001Z".length());
    }

    /** Returns the fields as SNS sends them, signed. */
    String signed(Map<String, String> fields) throws GeneralSecurityException {
        return signed(fields, signer);
    }

    static String signed(Map<String, String> fields, Keytool.Pair by) throws GeneralSecurityException {
        var text = new StringBuilder();
        boolean notification = "Notification".equals(fields.get("Type"));
        for (String name : notification ? SIGNED_OF_NOTIFICATION : SIGNED_OF_CONFIRMATION) {
            if (fields.containsKey(name)) {
                text.append(name).append('\n').append(fields.get(name)).append('\n');
            }
        }
        Signature signature =
                Signature.getInstance("1".equals(fields.get("SignatureVersion")) ? "SHA1withRSA" : "SHA256withRSA");
        signature.initSign(by.key());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        var all = new LinkedHashMap<>(fields);
        all.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        return json(all);
    }

    static String json(Map<String, String> fields) {
        return Answer.of(200, json -> write(json, fields)).json();
    }

    private static void write(JsonGenerator json, Map<String, String> fields) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
    }
}
