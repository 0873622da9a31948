package io.incidentiq.aws.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/**
 * The error code that the platform itself wrote into an answer. Proxies and gateways refuse with pages, other services' errors and
 * bare statuses; none of them says what became of the request. The SDK also reads a code from a field {@code code}, and takes the
 * status 429 for throttling whoever sent it.
 */
public final class OwnCode {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int REFUSED = 400;

    /** Parts of the names under which the two services, and the framework that they stand on, write their errors. */
    private static final Set<String> OWN_NAMESPACES = Set.of("ecs", "cloudwatch", "monitoring", "coral");

    /** What every service of AWS can answer, whatever it was asked. */
    private static final Set<String> COMMON = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "NotAuthorized",
            "OptInRequired",
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "RequestInTheFuture",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "AuthFailure",
            "ValidationError",
            "ValidationException",
            "InternalFailure",
            "InternalError",
            "InternalServerError",
            "ServiceUnavailable",
            "ServiceUnavailableException");

    /** What says that a call was turned away for its number, before anything was done. */
    private static final Set<String> THROTTLES = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException");

    private OwnCode() {}

    /** Returns whether {@code code} says that nothing was done because too much was asked. */
    static boolean throttles(String code) {
        return THROTTLES.contains(code);
    }

    /** Returns the code that the platform wrote; empty where somebody else answered, or nobody can tell. */
    public static Optional<String> of(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        if (details == null || answer.statusCode() < REFUSED) {
            return Optional.empty();
        }
        String code = details.errorCode();
        if (code == null || code.isBlank()) {
            return Optional.empty();
        }
        SdkHttpResponse http = details.sdkHttpResponse();
        if (http == null) {
            return Optional.of(code); // not from the wire: a client of somebody's own says it in so many words
        }
        return written(details, http).filter(w -> isOwn(w, answer)).map(w -> code);
    }

    /** Returns the code as it stands in the answer, with its namespace. */
    private static Optional<String> written(AwsErrorDetails details, SdkHttpResponse http) {
        Optional<String> header = http.firstMatchingHeader("x-amzn-errortype")
                .map(value -> value.replaceFirst(":.*", ""))
                .filter(value -> !value.isBlank());
        Optional<String> query = http.firstMatchingHeader("x-amzn-query-error").map(value -> value.split(";", -1)[0]);
        boolean cbor = http.firstMatchingHeader("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).contains("cbor"))
                .isPresent();
        return header.or(() -> query).or(() -> cbor ? Optional.of(details.errorCode()) : typeInBody(details));
    }

    private static boolean isOwn(String written, AwsServiceException answer) {
        int hash = written.indexOf('#');
        String code = written.substring(hash + 1);
        if (hash > 0) {
            String namespace = written.substring(0, hash).toLowerCase(Locale.ROOT);
            return Arrays.stream(namespace.split("\\.", -1)).anyMatch(OWN_NAMESPACES::contains);
        }
        return isModelled(answer) || COMMON.contains(code) || THROTTLES.contains(code);
    }

    /** The SDK has a type of its own for each error that the service's model names. */
    private static boolean isModelled(AwsServiceException answer) {
        Class<?> type = answer.getClass();
        return (answer instanceof EcsException && type != EcsException.class)
                || (answer instanceof CloudWatchException && type != CloudWatchException.class);
    }

    private static Optional<String> typeInBody(AwsErrorDetails details) {
        if (details.rawResponse() == null) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(details.rawResponse().asByteArray())) {
            return Optional.ofNullable(type(json)).filter(type -> !type.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A body that is cut short, or goes on behind its end, is no answer of the platform's. */
    private static @Nullable String type(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        String type = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean named = json.currentName().equals("__type");
            JsonToken value = json.nextToken();
            if (named && value == JsonToken.VALUE_STRING) {
                type = json.getText();
            }
            json.skipChildren();
        }
        return json.nextToken() == null ? type : null;
    }
}
