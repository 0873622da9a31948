package io.incidentiq.aws;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Says in the ports' words what went wrong: whether asking again can help, whether a write may have happened, and what a person can
 * do. Signatures, tokens and keys never get into a message.
 *
 * @param region for messages; {@code the default Region} where it isn't known
 */
record AwsTrouble(String region) {
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "OptInRequired");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired");
    private static final Set<String> BAD_KEYS = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "AuthFailure");
    private static final Set<String> NOT_FOUND =
            Set.of("ServiceNotFoundException", "ServiceDeploymentNotFoundException", "ResourceNotFoundException");
    private static final Pattern WHO =
            Pattern.compile("User: (\\S+) is not authorized to perform: (\\S+)(?: on resource: (\\S+))?");
    private static final String SKEW = ".*(Signature expired|Signature not yet current|clock).*";

    /** Returns the words for what {@code client} is asked. */
    static AwsTrouble of(AwsClient client) {
        return new AwsTrouble(regionOf(client));
    }

    /** A client that isn't the SDK's own need not tell its Region. */
    private static String regionOf(AwsClient client) {
        try {
            return String.valueOf(client.serviceClientConfiguration().region());
        } catch (UnsupportedOperationException e) {
            return "the default Region";
        }
    }

    /** Returns {@code e} as a port's exception. */
    ProviderException with(Asked asked, RuntimeException e) {
        if (e instanceof ProviderException already) {
            return already;
        }
        ProviderException translated =
                e instanceof AwsServiceException answer ? answered(asked, answer) : unanswered(asked, e);
        return translated.causedBy(withoutSecrets(e));
    }

    /** AWS repeats what was signed, the session token with it; whoever logs an exception logs its causes. */
    private static RuntimeException withoutSecrets(RuntimeException e) {
        if (!(e instanceof AwsServiceException answer)
                || answer.awsErrorDetails() == null
                || !BAD_KEYS.contains(String.valueOf(answer.awsErrorDetails().errorCode()))) {
            return e;
        }
        String code = answer.awsErrorDetails().errorCode();
        var cleaned = AwsServiceException.builder()
                .message("%s; AWS's words are left out, as they can hold what was signed".formatted(code))
                .statusCode(answer.statusCode())
                .requestId(answer.requestId())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .serviceName(answer.awsErrorDetails().serviceName())
                        .build())
                .build();
        cleaned.setStackTrace(e.getStackTrace());
        return cleaned;
    }

    private ProviderException answered(Asked asked, AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        boolean serverTrouble = e.statusCode() >= 500;
        if (e.isThrottlingException() && !(asked.writes() && serverTrouble)) {
            return of(Kind.THROTTLED, "%s throttled (%s)".formatted(asked, code));
        }
        if (serverTrouble) {
            return lost(asked, "AWS answered %d %s".formatted(e.statusCode(), code));
        }
        if (isSkewed(e, code)) {
            return of(
                    Kind.DENIED,
                    asked
                            + " refused: this machine's clock differs from AWS's by more than five minutes; set it and try again");
        }
        if (EXPIRED.contains(code)) {
            return of(Kind.DENIED, asked + " refused: the credentials have expired; log in again");
        }
        if (BAD_KEYS.contains(code)) {
            return of(
                    Kind.DENIED,
                    ("%s refused: AWS doesn't know these credentials in %s (%s); check the profile, and that Region and"
                                    + " credentials belong to the same partition")
                            .formatted(asked, region, code));
        }
        if (DENIED.contains(code)) {
            return of(Kind.DENIED, denied(asked, text(e)));
        }
        return refused(asked, code, text(e));
    }

    private static boolean isSkewed(AwsServiceException e, String code) {
        boolean aboutSignatures = BAD_KEYS.contains(code) || code.equals("RequestExpired");
        return code.equals("RequestTimeTooSkewed")
                || code.equals("RequestInTheFuture")
                || (aboutSignatures && text(e).matches(SKEW));
    }

    private ProviderException refused(Asked asked, String code, String words) {
        if (code.equals("ClusterNotFoundException")) {
            return of(
                    Kind.NOT_FOUND,
                    "%s: no such cluster in %s; check --cluster, --region and --profile".formatted(asked, region));
        }
        return of(
                NOT_FOUND.contains(code) ? Kind.NOT_FOUND : Kind.REJECTED,
                "%s refused: %s (%s)".formatted(asked, words, code));
    }

    /** Says which action was denied to whom on what, in AWS's own words where it gives them. */
    private static String denied(Asked asked, String words) {
        Matcher who = WHO.matcher(words);
        boolean told = who.find();
        String action = told ? who.group(2) : asked.action();
        String on = Optional.ofNullable(told ? who.group(3) : null).orElse(asked.on());
        String to = told ? " for " + who.group(1) : "";
        String policy = asked.writes() ? "docs/iam/rollback.json" : "docs/iam/plan.json and docs/iam/rollback.json";
        String lists = asked.writes() ? "lists" : "list";
        return "%s denied%s on %s; %s %s what is needed".formatted(action, to, on, policy, lists);
    }

    private ProviderException unanswered(Asked asked, RuntimeException e) {
        String words = text(e);
        if (words.contains("Unable to load credentials")) {
            return of(
                    Kind.DENIED,
                    asked
                            + " not sent: no AWS credentials found; set --profile, AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in");
        }
        if (words.matches("(?s).*(expired|refresh).*") && words.matches("(?s).*(SSO|token|Token|session|login).*")) {
            return of(Kind.DENIED, asked + " not sent: the credentials have expired; log in again");
        }
        if (causedBy(e, UnknownHostException.class)) {
            return of(
                    Kind.UNAVAILABLE,
                    "%s not sent: no such host; is '%s' the right Region, and the network up?"
                            .formatted(asked, region));
        }
        if (causedBy(e, ConnectException.class)) {
            return of(Kind.UNAVAILABLE, asked + " not sent: the endpoint refuses connections");
        }
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            return lost(asked, "interrupted");
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return lost(asked, "no answer in time");
        }
        return lost(asked, "no usable answer: " + words);
    }

    /** A write without a usable answer may have happened. */
    private static ProviderException lost(Asked asked, String why) {
        String message = oneLine("%s: %s".formatted(asked, why));
        return asked.writes()
                ? ProviderException.unknownEffect(message)
                : ProviderException.of(Kind.UNAVAILABLE, message);
    }

    private static ProviderException of(Kind kind, String message) {
        return ProviderException.of(kind, oneLine(message));
    }

    private static boolean causedBy(Throwable e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String text(RuntimeException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return String.valueOf(answer.awsErrorDetails().errorMessage());
        }
        return String.valueOf(e.getMessage());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
