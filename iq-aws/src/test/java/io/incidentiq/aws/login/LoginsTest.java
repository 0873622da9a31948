package io.incidentiq.aws.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to log in, against stubs on loopback: the right ones by who signed, the wrong ones by what is said, and when. */
class LoginsTest {
    private static final String SESSION = """
            [profile ops]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = Operator
            region = us-east-1
            [sso-session corp]
            sso_start_url = https://corp.awsapps.com/start
            sso_region = us-east-1
            """;
    private static final String LOGIN = "arn:aws:sts::111122223333:assumed-role/Operator/alice";

    private @TempDir Path home;
    private LoopbackAws aws;
    private Shell shell;

    @BeforeEach
    void open() {
        aws = new LoopbackAws();
        shell = new Shell(home, aws);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private static String hash(String algorithm, String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
        return String.format("%0" + digest.length * 2 + "x", new BigInteger(1, digest));
    }

    private void ssoToken(String of, String expiresAt) throws GeneralSecurityException {
        shell.write(".aws/sso/cache/" + hash("SHA-1", of) + ".json", """
                {"accessToken":"sso-token","expiresAt":"%s","region":"us-east-1","startUrl":"https://corp.awsapps.com/start"}""".formatted(expiresAt));
        shell.set("AWS_ENDPOINT_URL_SSO", aws.uri()).set("AWS_ENDPOINT_URL_SSO_OIDC", aws.uri());
    }

    private void assertSignedByTheStub() {
        assertThat(aws.signers).isNotEmpty().containsOnly(LoopbackAws.KEY);
    }

    @Test
    void sso_session_logsIn() throws GeneralSecurityException {
        ssoToken("corp", "2099-01-01T00:00:00Z");

        shell.config(SESSION).login("ops").assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void sso_startUrlInTheProfile_logsIn() throws GeneralSecurityException {
        ssoToken("https://corp.awsapps.com/start", "2099-01-01T00:00:00Z");
        shell.config("""
                [profile ops]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = us-east-1
                sso_account_id = 111122223333
                sso_role_name = Operator
                """);

        shell.set("AWS_PROFILE", "ops").login().assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void sso_expired_saysHowToLogIn() throws GeneralSecurityException {
        ssoToken("corp", "2020-01-01T00:00:00Z");

        shell.config(SESSION).login("ops").assertDenied("expired", "aws sso login --profile ops");
    }

    @Test
    void sso_expired_byTheEnvironment_saysHowToLogIn() throws GeneralSecurityException {
        ssoToken("corp", "2020-01-01T00:00:00Z");

        shell.config(SESSION).set("AWS_PROFILE", "ops").login().assertDenied("aws sso login --profile ops");
    }

    @Test
    void sso_neverLoggedIn_saysHowTo() {
        shell.config(SESSION).login("ops").assertDenied("never begun", "aws sso login --profile ops");
    }

    @Test
    void sso_tokenRefused_saysHowToLogIn() throws GeneralSecurityException {
        ssoToken("corp", "2099-01-01T00:00:00Z");
        aws.answer(
                "/federation/credentials",
                401,
                "{\"__type\":\"UnauthorizedException\",\"message\":\"Session token not found or invalid\"}");

        shell.config(SESSION).login("ops").assertDenied("aws sso login --profile ops");
    }

    @Test
    void sso_withoutItsModule_namesTheModule() throws GeneralSecurityException {
        ssoToken("corp", "2099-01-01T00:00:00Z");

        shell.config(SESSION).without("sso").login("ops").assertDenied("software.amazon.awssdk:sso");
    }

    private void loginToken(String expiresAt) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        shell.write(
                ".aws/login/cache/" + hash("SHA-256", LOGIN) + ".json", """
                {"accessToken":{"accessKeyId":"%s","secretAccessKey":"s","sessionToken":"t","accountId":"111122223333",
                 "expiresAt":"%s"},"tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","refreshToken":"r",
                 "identityToken":"i","clientId":"arn:aws:signin:::devtools/same-device","signInRegion":"us-east-1",
                 "dpopKey":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}""".formatted(LoopbackAws.KEY, expiresAt, key));
        shell.set("AWS_ENDPOINT_URL_SIGNIN", aws.uri());
        shell.config("[profile ops]\nlogin_session = " + LOGIN + "\nregion = us-east-1\n");
    }

    @Test
    void loginSession_logsIn() throws GeneralSecurityException {
        loginToken("2099-01-01T00:00:00Z");

        shell.login("ops").assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void loginSession_expired_saysHowToLogIn() throws GeneralSecurityException {
        loginToken("2020-01-01T00:00:00Z");
        aws.answer(
                "/v1/token",
                400,
                "{\"__type\":\"AccessDeniedException\",\"error\":\"TOKEN_EXPIRED\",\"message\":\"expired\"}");

        shell.login("ops").assertDenied("aws login --profile ops");
    }

    @Test
    void loginSession_neverBegun_saysHowTo() {
        shell.config("[profile ops]\nlogin_session = " + LOGIN + "\nregion = us-east-1\n")
                .login("ops")
                .assertDenied("aws login --profile ops");
    }

    @Test
    void loginSession_withoutItsModule_namesTheModule() throws GeneralSecurityException {
        loginToken("2099-01-01T00:00:00Z");

        shell.without("signin").login("ops").assertDenied("software.amazon.awssdk:signin");
    }

    private void assumedRoles(int status, String body) {
        aws.answer("AssumeRole", status, body);
        shell.set("AWS_ENDPOINT_URL_STS", aws.uri());
        shell.write(
                ".aws/credentials", "[base]\naws_access_key_id = AKIABASEBASEBASE0001\naws_secret_access_key = s\n");
        shell.config("""
                [profile ops]
                role_arn = arn:aws:iam::111122223333:role/Operator
                source_profile = base
                region = us-east-1
                """);
    }

    @Test
    void role_denied_saysByWhomAndWhy() {
        assumedRoles(403, """
                <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/bob is not\
                 authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Operator</Message></Error>\
                </ErrorResponse>""");

        shell.login("ops").assertDenied("sts:AssumeRole", "role/Operator", "trust policy");
    }

    @Test
    void role_itsServiceIsSilent_isSaidToBeSlow() throws IOException {
        assumedRoles(200, "");
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + silent.getLocalPort())
                    .login("ops")
                    .assertSlow("not sent", "profile ops is slow", "aws sts get-caller-identity --profile ops");
        }
    }

    @Test
    void role_itsServiceIsUnknown_isSaid() {
        assumedRoles(200, "");

        shell.set("AWS_ENDPOINT_URL_STS", "http://sts.invalid")
                .login("ops")
                .assertDenied("no such host sts.invalid", "is the Region right");
    }

    @Test
    void role_withoutItsModule_namesTheModule() {
        assumedRoles(200, "");

        shell.without("sts").login("ops").assertDenied("software.amazon.awssdk:sts");
    }

    @Test
    void webIdentity_withoutItsToken_saysWhere() {
        shell.set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/Operator")
                .set("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("absent").toString())
                .login()
                .assertDenied("web identity", "absent");
    }

    @Test
    void webIdentity_refused_saysWhy_withoutTheToken() {
        Path token = shell.write("token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvOm9yZyJ9.c2lnbmF0dXJl");
        aws.answer("AssumeRoleWithWebIdentity", 400, """
                <ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code><Message>Token \
                eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvOm9yZyJ9.c2lnbmF0dXJl is of no provider</Message></Error></ErrorResponse>""");

        Shell.End end = shell.set("AWS_ENDPOINT_URL_STS", aws.uri())
                .set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/Operator")
                .set("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
                .login()
                .assertDenied("InvalidIdentityToken", "is of no provider");

        assertThat(end.text()).doesNotContain("eyJ");
    }

    @Test
    void podIdentity_logsIn_withItsTokenFile() {
        Path token = shell.write("pod-token", "pod-token-1");

        shell.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.uri() + "/container")
                .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString())
                .login()
                .assertWorked();

        assertSignedByTheStub();
        assertThat(aws.asked).contains("/container pod-token-1");
    }

    @Test
    void container_refuses_saysSo() {
        aws.answer("/container", 403, "{\"message\":\"no\"}");

        shell.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.uri() + "/container")
                .login()
                .assertDenied("container");
    }

    @Test
    void instanceMetadata_logsIn() {
        shell.set("AWS_EC2_METADATA_DISABLED", "false")
                .set("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.uri())
                .login()
                .assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void instanceMetadata_silent_isGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.set("AWS_EC2_METADATA_DISABLED", "false")
                    .set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                    .login()
                    .assertDenied("no AWS credentials found", "instance metadata");
        }
    }

    @Test
    void region_nowhere_andTheMetadataServiceSilent_saysHowToSetIt() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.config("[default]\n")
                    .unset("AWS_REGION")
                    .set("AWS_EC2_METADATA_DISABLED", "false")
                    .set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                    .login()
                    .assertNoClients("no AWS Region", "--region");
        }
    }

    @Test
    void nothing_saysWhatWasTried() {
        Shell.End end = shell.login()
                .assertDenied(
                        "no AWS credentials found",
                        "environment",
                        "profile default (Profile file contained no credentials for profile 'default')",
                        "--profile");

        assertThat(end.text()).doesNotContain("ProfileFile(");
    }

    @Test
    void defaultProfile_itsServiceRefusesConnections_isSaid() throws IOException {
        assumedRoles(200, "");
        shell.config("""
                [default]
                role_arn = arn:aws:iam::111122223333:role/Operator
                source_profile = base
                region = us-east-1
                """);

        shell.set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + freePort())
                .login()
                .assertDenied("the login's service at http://127.0.0.1:", "refuses connections");
    }

    /** This HTTP client doesn't say of whom it was refused. */
    @Test
    void defaultProfile_itsServiceRefusesConnections_byAnotherClient_isSaid() throws IOException {
        assumedRoles(200, "");
        shell.config("""
                [default]
                role_arn = arn:aws:iam::111122223333:role/Operator
                source_profile = base
                region = us-east-1
                """);

        shell.without("apache5-client")
                .set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + freePort())
                .login()
                .assertDenied("the login's service refuses connections");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void profileOfTheEnvironment_thatIsNotThere_saysWhichAre() {
        Shell.End end = shell.config("[profile ops]\nregion = us-east-1\n[profile prod]\nregion = us-east-1\n")
                .set("AWS_PROFILE", "nosuch")
                .login()
                .assertDenied("profile nosuch (no such profile; there is ops, prod)");

        assertThat(end.text()).doesNotContain("ProfileFile(");
    }

    @Test
    void configuration_withATypo_namesItsFileAndLine() {
        shell.config("[profile ops]\nregion us-east-1\n");

        shell.login("ops")
                .assertNoClients(
                        "the AWS configuration can't be read: " + home.resolve(".aws/config"),
                        "line 2",
                        "correct it, or set AWS_CONFIG_FILE");
    }

    @Test
    void configuration_withATypo_andAProfileOfTheEnvironment_namesItsFileAndLine() {
        shell.write(".aws/credentials", "[ops]\naws_access_key_id\n");

        shell.unset("AWS_REGION")
                .set("AWS_PROFILE", "ops")
                .login()
                .assertNoClients(
                        "the AWS configuration can't be read: " + home.resolve(".aws/credentials"),
                        "line 2",
                        "AWS_SHARED_CREDENTIALS_FILE");
    }

    /** As long as each of them may take, but not together. */
    @Test
    void placesThatAreAllSilent_areTogetherSaidToBeSlow() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.config("[default]\ncredential_process = sh -c 'sleep 3; exit 1'\n")
                    .set("AWS_EC2_METADATA_DISABLED", "false")
                    .set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                    .login()
                    .assertSlow("instance metadata is slow");
        }
    }

    @Test
    void keysOfAProfile_logIn() {
        shell.write(
                ".aws/credentials",
                "[ops]\naws_access_key_id = %s\naws_secret_access_key = s\n".formatted(LoopbackAws.KEY));

        shell.login("ops").assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void credentialProcess_logsIn() {
        Path keys = shell.write(
                "keys.json",
                "{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\"}".formatted(LoopbackAws.KEY));

        shell.config("[profile ops]\ncredential_process = cat " + keys + "\n")
                .login("ops")
                .assertWorked();

        assertSignedByTheStub();
    }

    @Test
    void credentialProcess_failing_saysSo_withoutItsWords() {
        Path script =
                shell.write("fails.sh", "echo 'no vault: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2\nexit 3\n");

        Shell.End end = shell.config("[profile ops]\ncredential_process = sh " + script + "\n")
                .login("ops")
                .assertDenied("credential_process");

        assertThat(end.text()).doesNotContain("wJalrXUtnFEMI");
    }

    /** It may wait for a person's touch, so that it is asked on. */
    @Test
    void credentialProcess_hanging_isSaidToBeSlow() {
        shell.config("[profile ops]\ncredential_process = sleep 15\n")
                .login("ops")
                .assertSlow("profile ops is slow, or waits for you", "aws sts get-caller-identity --profile ops");
    }
}
