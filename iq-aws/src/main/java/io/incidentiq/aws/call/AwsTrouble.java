package io.incidentiq.aws.call;

import io.incidentiq.aws.login.LoginFailure;
import io.incidentiq.aws.login.LoginWords;
import io.incidentiq.aws.secret.Causes;
import io.incidentiq.aws.secret.Secrets;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Says in the ports' words what went wrong: whether asking again can help, whether a write may have happened, and what a person can
 * do. Signatures, tokens and keys never get into a message.
 *
 * @param region for messages; {@code the default Region} where it isn't known
 */
public record AwsTrouble(String region) {
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
    private static final int SERVER_TROUBLE = 500;
    private static final String SKEW = ".*(Signature expired|Signature not yet current|clock).*";

    /** Returns the words for what {@code client} is asked. */
    public static AwsTrouble of(AwsClient client) {
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

    /** Returns what {@code call} returns; whatever it throws comes as a port's exception. */
    public <R> R translated(AwsOperation asked, Supplier<R> call) {
        Sent.Transmission transmission = Sent.begin();
        try {
            R answer = call.get();
            if (answer instanceof SdkResponse said && saysNothing(said)) {
                throw lost(asked, "the answer is none of AWS's, it says nothing that was asked for");
            }
            return answer;
        } catch (RuntimeException e) {
            throw with(asked, e, transmission);
        } finally {
            Sent.end();
        }
    }

    /** A page that a proxy puts in the place of an answer may be read as one without anything in it. */
    private static boolean saysNothing(SdkResponse answer) {
        return answer.sdkHttpResponse() != null
                && answer.sdkFields().stream()
                        .map(field -> field.getValueOrDefault(answer))
                        .allMatch(value -> value == null
                                || value instanceof SdkAutoConstructList
                                || value instanceof SdkAutoConstructMap);
    }

    /** Returns {@code e} as a port's exception. */
    ProviderException with(AwsOperation asked, RuntimeException e) {
        return with(asked, e, new Sent.Transmission());
    }

    private ProviderException with(AwsOperation asked, RuntimeException e, Sent.Transmission transmission) {
        if (e instanceof ProviderException already) {
            return already;
        }
        ProviderException translated = translated(asked, e, transmission);
        String clean = Secrets.removed(String.valueOf(translated.getMessage()), transmission.credentials());
        return translated.saying(clean).causedBy(Secrets.removed(withoutSecrets(e), transmission.credentials()));
    }

    private ProviderException translated(AwsOperation asked, RuntimeException e, Sent.Transmission transmission) {
        if (transmission.certainlyNotSent()) {
            return notSent(asked, e);
        }
        return e instanceof AwsServiceException answer ? answered(asked, answer) : unanswered(asked, e, transmission);
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

    /** What fails before anything leaves this machine is mostly a login; a write that waits for one may be asked again. */
    private ProviderException notSent(AwsOperation asked, RuntimeException e) {
        Optional<LoginFailure> login = Causes.find(e, LoginFailure.class);
        if (login.isPresent()) {
            Kind kind = !login.get().passing() ? Kind.DENIED : asked.writes() ? Kind.THROTTLED : Kind.UNAVAILABLE;
            return of(kind, "%s not sent: %s".formatted(asked, login.get().words()));
        }
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            return of(Kind.UNAVAILABLE, asked + " not sent: interrupted");
        }
        return of(Kind.DENIED, "%s not sent: %s".formatted(asked, new LoginWords(null).always(e)));
    }

    private ProviderException answered(AwsOperation asked, AwsServiceException e) {
        Optional<String> own = OwnCode.of(e);
        if (own.isEmpty()) {
            return lost(
                    asked,
                    "answered %d without an error code of AWS's, as a proxy or a gateway would"
                            .formatted(e.statusCode()));
        }
        String code = own.get();
        if (e.statusCode() >= SERVER_TROUBLE) {
            return OwnCode.throttles(code) && !asked.writes()
                    ? throttled(asked, code)
                    : lost(asked, "AWS answered %d %s".formatted(e.statusCode(), code));
        }
        if (OwnCode.throttles(code)) {
            return throttled(asked, code);
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
            return of(
                    Kind.DENIED,
                    DeniedOperation.of(asked, Secrets.removed(oneLine(text(e)))).words(asked.writes()));
        }
        return refused(asked, code, text(e));
    }

    private static ProviderException throttled(AwsOperation asked, String code) {
        return of(Kind.THROTTLED, "%s throttled (%s)".formatted(asked, code));
    }

    private static boolean isSkewed(AwsServiceException e, String code) {
        boolean aboutSignatures = BAD_KEYS.contains(code) || code.equals("RequestExpired");
        return code.equals("RequestTimeTooSkewed")
                || code.equals("RequestInTheFuture")
                || (aboutSignatures && text(e).matches(SKEW));
    }

    private ProviderException refused(AwsOperation asked, String code, String words) {
        if (code.equals("ClusterNotFoundException")) {
            return of(
                    Kind.NOT_FOUND,
                    "%s: no such cluster in %s; check --cluster, --region and --profile".formatted(asked, region));
        }
        return of(
                NOT_FOUND.contains(code) ? Kind.NOT_FOUND : Kind.REJECTED,
                "%s refused: %s (%s)".formatted(asked, words, code));
    }

    private ProviderException unanswered(AwsOperation asked, RuntimeException e, Sent.Transmission transmission) {
        String words = text(e);
        Optional<String> login = transmission.certainlySent() ? Optional.empty() : new LoginWords(null).of(e);
        if (login.isPresent()) {
            return of(Kind.DENIED, "%s not sent: %s".formatted(asked, login.get()));
        }
        if (Causes.find(e, UnknownHostException.class).isPresent()) {
            return unreachable("%s not sent: no such host%s; is '%s' the right Region, and the network up?"
                    .formatted(asked, host(e), region));
        }
        if (Causes.find(e, ConnectException.class).isPresent()) {
            return unreachable(asked + " not sent: the endpoint refuses connections");
        }
        if (timedOutConnecting(e)) {
            return unreachable(
                    asked + " not sent: the endpoint answers no connection; is it the right one, and the network up?");
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
    private static ProviderException lost(AwsOperation asked, String why) {
        String message = oneLine("%s: %s".formatted(asked, why));
        return asked.writes()
                ? ProviderException.unknownEffect(message)
                : ProviderException.of(Kind.UNAVAILABLE, message);
    }

    private static ProviderException of(Kind kind, String message) {
        return ProviderException.of(kind, oneLine(message));
    }

    private static boolean timedOutConnecting(Throwable e) {
        return Causes.find(e, SocketTimeoutException.class)
                .map(timeout -> String.valueOf(timeout.getMessage()).toLowerCase(Locale.ROOT))
                .filter(words -> words.contains("connect timed out"))
                .isPresent();
    }

    private static ProviderException unreachable(String message) {
        return ProviderException.unreachable(oneLine(message));
    }

    /** The JDK says the host's name, and behind it sometimes what the system said. */
    private static String host(Throwable e) {
        return Causes.find(e, UnknownHostException.class)
                .map(unknown -> String.valueOf(unknown.getMessage()).split("[:\\s]", -1)[0])
                .filter(name -> !name.isEmpty() && !name.equals("null"))
                .map(name -> " " + name)
                .orElse("");
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
