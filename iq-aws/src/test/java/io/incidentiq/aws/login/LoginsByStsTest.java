package io.incidentiq.aws.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.aws.server.Moto;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles and web identities, against moto's STS: ECS is asked with the keys of the role, and with no others. */
class LoginsByStsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/Operator";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvOm9yZyJ9.c2lnbmF0dXJl";
    private static @Nullable Moto moto;

    private @TempDir Path home;
    private LoopbackAws aws;
    private Shell shell;

    @BeforeAll
    static void start() throws IOException {
        moto = Moto.start("no login met an STS");
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void open() {
        aws = new LoopbackAws();
        shell = new Shell(home, aws);
        if (moto != null) {
            shell.set("AWS_ENDPOINT_URL_STS", moto.uri());
        }
        shell.write(
                ".aws/credentials", "[base]\naws_access_key_id = AKIABASEBASEBASE0001\naws_secret_access_key = s\n");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    /** STS gives keys that begin with ASIA; those of the profile and the environment here begin with AKIA. */
    private void assertSignedByARole() {
        assertThat(aws.signers).isNotEmpty().allMatch(key -> key.startsWith("ASIA"));
    }

    @Test
    void role_byASourceProfile_logsIn() {
        shell.config("[profile ops]\nrole_arn = %s\nsource_profile = base\nregion = us-east-1\n".formatted(ROLE))
                .login("ops")
                .assertWorked();

        assertSignedByARole();
    }

    @Test
    void roles_inAChain_logIn() {
        shell.config("""
                        [profile hub]
                        role_arn = arn:aws:iam::111122223333:role/Hub
                        source_profile = base
                        region = us-east-1
                        [profile ops]
                        role_arn = %s
                        source_profile = hub
                        role_session_name = iq
                        region = us-east-1
                        """.formatted(ROLE)).set("AWS_PROFILE", "ops").login().assertWorked();

        assertSignedByARole();
    }

    @Test
    void role_byKeysOfTheEnvironment_logsIn() {
        shell.config("[profile ops]\nrole_arn = %s\ncredential_source = Environment\nregion = us-east-1\n"
                        .formatted(ROLE))
                .set("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT00001")
                .set("AWS_SECRET_ACCESS_KEY", "s")
                .login("ops")
                .assertWorked();

        assertSignedByARole();
    }

    @Test
    void role_byTheContainersKeys_logsIn() {
        shell.config("[profile ops]\nrole_arn = %s\ncredential_source = EcsContainer\nregion = us-east-1\n"
                        .formatted(ROLE))
                .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.uri() + "/container")
                .login("ops")
                .assertWorked();

        assertThat(aws.signers).isNotEmpty().allMatch(key -> key.startsWith("ASIA") && !key.equals(LoopbackAws.KEY));
    }

    /** As EKS sets it for the service account of a pod. */
    @Test
    void webIdentity_ofAServiceAccount_logsIn() {
        shell.set("AWS_ROLE_ARN", ROLE)
                .set("AWS_WEB_IDENTITY_TOKEN_FILE", shell.write("token", TOKEN).toString())
                .set("AWS_STS_REGIONAL_ENDPOINTS", "regional")
                .login()
                .assertWorked();

        assertSignedByARole();
    }

    /** As a workflow of GitHub's writes it down: the token of the job in a file, the rest in a profile. */
    @Test
    void webIdentity_ofAWorkflow_inAProfile_logsIn() {
        Path token = shell.write("github-token", TOKEN);

        shell.config("""
                        [profile deploy]
                        role_arn = %s
                        web_identity_token_file = %s
                        role_session_name = GitHubActions
                        region = us-east-1
                        """.formatted(ROLE, token)).login("deploy").assertWorked();

        assertSignedByARole();
    }
}
